/* BLAKE2b with a 32-byte digest, unkeyed, streaming (RFC 7693). Equal to Python's hashlib.blake2b(digest_size=32). */
#ifndef PERFCODER_BLAKE2B_H
#define PERFCODER_BLAKE2B_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { BLAKE2B_BLOCK = 128, BLAKE2B_DIGEST = 32 };

struct blake2b {
    uint64_t state[8];
    uint64_t hashed;                   /* bytes that went through compression */
    unsigned char block[BLAKE2B_BLOCK];
    size_t filled;
};

static const uint64_t blake2b_iv[8] = {
    0x6a09e667f3bcc908ULL, 0xbb67ae8584caa73bULL, 0x3c6ef372fe94f82bULL, 0xa54ff53a5f1d36f1ULL,
    0x510e527fade682d1ULL, 0x9b05688c2b3e6c1fULL, 0x1f83d9abfb41bd6bULL, 0x5be0cd19137e2179ULL};

static const unsigned char blake2b_sigma[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

static inline uint64_t blake2b_rotate(uint64_t word, int by) { return word >> by | word << (64 - by); }

static inline void blake2b_mix(uint64_t *v, int a, int b, int c, int d, uint64_t x, uint64_t y) {
    v[a] += v[b] + x;
    v[d] = blake2b_rotate(v[d] ^ v[a], 32);
    v[c] += v[d];
    v[b] = blake2b_rotate(v[b] ^ v[c], 24);
    v[a] += v[b] + y;
    v[d] = blake2b_rotate(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = blake2b_rotate(v[b] ^ v[c], 63);
}

static void blake2b_compress(struct blake2b *hash, const unsigned char *block, int last) {
    uint64_t v[16], m[16];
    for (int i = 0; i < 16; i++) {
        m[i] = 0;
        for (int byte = 7; byte >= 0; byte--) m[i] = m[i] << 8 | block[8 * i + byte];
    }
    for (int i = 0; i < 8; i++) {
        v[i] = hash->state[i];
        v[i + 8] = blake2b_iv[i];
    }
    v[12] ^= hash->hashed; /* the counter's high word stays 0: outputs are far below 2^64 bytes */
    if (last) v[14] = ~v[14];
    for (int round = 0; round < 12; round++) {
        const unsigned char *s = blake2b_sigma[round % 10];
        for (int i = 0; i < 4; i++) blake2b_mix(v, i, i + 4, i + 8, i + 12, m[s[2 * i]], m[s[2 * i + 1]]);
        for (int i = 0; i < 4; i++)
            blake2b_mix(v, i, (i + 1) % 4 + 4, (i + 2) % 4 + 8, (i + 3) % 4 + 12, m[s[2 * i + 8]], m[s[2 * i + 9]]);
    }
    for (int i = 0; i < 8; i++) hash->state[i] ^= v[i] ^ v[i + 8];
}

static void blake2b_start(struct blake2b *hash) {
    memset(hash, 0, sizeof *hash);
    memcpy(hash->state, blake2b_iv, sizeof blake2b_iv);
    hash->state[0] ^= 0x01010000 ^ BLAKE2B_DIGEST;
}

static void blake2b_add(struct blake2b *hash, const unsigned char *data, size_t size) {
    while (size > 0) {
        if (hash->filled == BLAKE2B_BLOCK) { /* only now known not to be the last block */
            hash->hashed += BLAKE2B_BLOCK;
            blake2b_compress(hash, hash->block, 0);
            hash->filled = 0;
        }
        size_t part = BLAKE2B_BLOCK - hash->filled < size ? BLAKE2B_BLOCK - hash->filled : size;
        memcpy(hash->block + hash->filled, data, part);
        hash->filled += part;
        data += part;
        size -= part;
    }
}

static void blake2b_finish(struct blake2b *hash, unsigned char digest[BLAKE2B_DIGEST]) {
    hash->hashed += hash->filled;
    memset(hash->block + hash->filled, 0, BLAKE2B_BLOCK - hash->filled);
    blake2b_compress(hash, hash->block, 1);
    for (int i = 0; i < BLAKE2B_DIGEST; i++) digest[i] = (unsigned char)(hash->state[i / 8] >> 8 * (i % 8));
}
#endif
