// timed: 2500 1200 8
// checked: 4 3 1 | 30 12 2
#include <stdio.h>

#define MAXR 3000
#define MAXC 2000

double rain[MAXR][MAXC];
double total[MAXC];
double wettest[MAXC];
int wetdays[MAXC];

int main() {
    int stations, days, years, i, j, y;
    if (scanf("%d %d %d", &stations, &days, &years) != 3) return 1;
    if (stations > MAXR) stations = MAXR;
    if (days > MAXC) days = MAXC;

    for (j = 0; j < days; j++) total[j] = wettest[j] = wetdays[j] = 0;

    for (y = 0; y < years; y++) {
        /* measured values below zero are sensor noise */
        for (j = 0; j < days; j++)
            for (i = 0; i < stations; i++) {
                rain[i][j] = ((i * 131 + j * 71 + y * 13) % 97) / 4.0 - 6.0;
                if (rain[i][j] < 0) rain[i][j] = 0;
            }

        for (j = 0; j < days; j++)
            for (i = 0; i < stations; i++) {
                total[j] += rain[i][j];
                if (rain[i][j] > wettest[j]) wettest[j] = rain[i][j];
                if (rain[i][j] > 1.0) wetdays[j]++;
            }
    }

    int best = 0;
    double sum = 0;
    for (j = 0; j < days; j++) {
        sum += total[j] / stations;
        if (total[j] > total[best]) best = j;
    }
    printf("day %d: %.2f mm, most %.2f, wet at %d\n", best, total[best], wettest[best], wetdays[best]);
    printf("mean %.4f\n", sum / days / years);
    return 0;
}
