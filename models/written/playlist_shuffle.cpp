// timed: 20000 40
// checked: 5 2 | 1 1
#include <iostream>
#include <string>
#include <vector>

class Song {
public:
    Song(std::string title, std::string artist, int seconds) {
        this->title = title;
        this->artist = artist;
        this->seconds = seconds;
    }
    std::string label() { return artist + " - " + title; }
    int length() { return seconds; }

private:
    std::string title, artist;
    int seconds;
};

int main() {
    int count, rounds;
    std::cin >> count >> rounds;
    std::vector<Song> songs;
    for (int i = 0; i < count; i++)
        songs.push_back(Song("title of song " + std::to_string(i), "the artist " + std::to_string(i % 50), 120 + i % 200));
    unsigned state = 5;
    long long seconds = 0, letters = 0;
    for (int r = 0; r < rounds; r++) {
        for (int i = count - 1; i > 0; i--) {
            state = state * 1664525u + 1013904223u;
            int j = state % (i + 1);
            if (r < 2) {
                Song temp = songs[i];
                songs[i] = songs[j];
                songs[j] = temp;
            }
        }
        for (size_t i = 0; i < songs.size(); i++) {
            Song s = songs[i];
            seconds += s.length();
            if (r == 0) letters += s.label().size();
        }
    }
    std::cout << seconds << " " << letters << std::endl;
}
