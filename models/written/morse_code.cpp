// timed: 150 600*word
// checked: 1 sos help | 3 15*word
#include <stdio.h>
#include <string.h>

const char *codes[26] = {".-",   "-...", "-.-.", "-..",  ".",   "..-.", "--.",  "....", "..",
                         ".---", "-.-",  ".-..", "--",   "-.",  "---",  ".--.", "--.-", ".-.",
                         "...",  "-",    "..-",  "...-", ".--", "-..-", "-.--", "--.."};

char message[100000];
char morse[700000];
char decoded[100000];

void encode(void)
{
    morse[0] = '\0';
    for (int i = 0; i < (int)strlen(message); i++) {
        if (message[i] == ' ')
            strcat(morse, "/ ");
        else {
            strcat(morse, codes[message[i] - 'a']);
            strcat(morse, " ");
        }
    }
}

int lookup(char *symbol)
{
    for (int i = 0; i < 26; i++)
        if (strcmp(symbol, codes[i]) == 0)
            return 'a' + i;
    return ' ';
}

int decode(void)
{
    char symbol[8];
    int used = 0, out = 0;
    for (int i = 0; i < (int)strlen(morse); i++) {
        if (morse[i] == ' ') {
            symbol[used] = '\0';
            decoded[out++] = lookup(symbol);
            used = 0;
        } else if (used < 7)
            symbol[used++] = morse[i];
    }
    decoded[out] = '\0';
    return out;
}

int main(void)
{
    int repeats, beeps = 0, bad = 0, decodedLetters = 0;
    char word[64];
    if (scanf("%d", &repeats) != 1)
        return 1;
    while (scanf("%63s", word) == 1) {
        if (strlen(message) + strlen(word) + 2 > sizeof message)
            break;
        strcat(message, word);
        strcat(message, " ");
    }
    for (int r = 0; r < repeats; r++) {
        encode();
        decodedLetters += decode();
        if (strcmp(message, decoded) != 0)
            bad++;
        /* next message: shift letters by one */
        for (int i = 0; message[i]; i++)
            if (message[i] != ' ')
                message[i] = 'a' + (message[i] - 'a' + 1) % 26;
    }
    for (int i = 0; i < (int)strlen(morse); i++)
        beeps += morse[i] == '.' ? 1 : morse[i] == '-' ? 3 : 0;
    printf("%.60s\n", morse);
    printf("%d letters, %d units, %d bad\n", decodedLetters, beeps, bad);
    return 0;
}
