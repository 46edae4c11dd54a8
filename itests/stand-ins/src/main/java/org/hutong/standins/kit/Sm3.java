package org.hutong.standins.kit;

import java.util.Arrays;

/**
 * SM3 as GB/T 32905-2016 writes it, and HMAC over it. Written out here so that what is signed is
 * checked, and what is checked is signed, by something else than our own library.
 */
public final class Sm3 {
  private static final int BLOCK = 64;
  private static final int[] START = {
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
  };

  private Sm3() {}

  /** The hash of a message. */
  public static byte[] hash(byte[] message) {
    int padded = (message.length + 8) / BLOCK * BLOCK + BLOCK;
    byte[] bytes = Arrays.copyOf(message, padded);
    bytes[message.length] = (byte) 0x80;
    long bits = 8L * message.length;
    for (int i = 0; i < 8; i++) {
      bytes[padded - 1 - i] = (byte) (bits >>> 8 * i);
    }
    int[] state = START.clone();
    for (int at = 0; at < padded; at += BLOCK) {
      compress(state, bytes, at);
    }
    byte[] out = new byte[32];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (state[i / 4] >>> 24 - 8 * (i % 4));
    }
    return out;
  }

  private static void compress(int[] v, byte[] bytes, int at) {
    int[] w = new int[68];
    for (int i = 0; i < 16; i++) {
      for (int k = 0; k < 4; k++) {
        w[i] = w[i] << 8 | bytes[at + 4 * i + k] & 0xff;
      }
    }
    for (int j = 16; j < 68; j++) {
      int x = w[j - 16] ^ w[j - 9] ^ Integer.rotateLeft(w[j - 3], 15);
      int p1 = x ^ Integer.rotateLeft(x, 15) ^ Integer.rotateLeft(x, 23);
      w[j] = p1 ^ Integer.rotateLeft(w[j - 13], 7) ^ w[j - 6];
    }
    int[] r = v.clone(); // A … H
    for (int j = 0; j < 64; j++) {
      int t = j < 16 ? 0x79cc4519 : 0x7a879d8a;
      int a12 = Integer.rotateLeft(r[0], 12);
      int ss1 = Integer.rotateLeft(a12 + r[4] + Integer.rotateLeft(t, j % 32), 7);
      int ff = j < 16 ? r[0] ^ r[1] ^ r[2] : r[0] & r[1] | r[0] & r[2] | r[1] & r[2];
      int gg = j < 16 ? r[4] ^ r[5] ^ r[6] : r[4] & r[5] | ~r[4] & r[6];
      int tt1 = ff + r[3] + (ss1 ^ a12) + (w[j] ^ w[j + 4]);
      int tt2 = gg + r[7] + ss1 + w[j];
      r[3] = r[2];
      r[2] = Integer.rotateLeft(r[1], 9);
      r[1] = r[0];
      r[0] = tt1;
      r[7] = r[6];
      r[6] = Integer.rotateLeft(r[5], 19);
      r[5] = r[4];
      r[4] = tt2 ^ Integer.rotateLeft(tt2, 9) ^ Integer.rotateLeft(tt2, 17);
    }
    for (int i = 0; i < v.length; i++) {
      v[i] ^= r[i];
    }
  }

  /** RFC 2104; the key is not longer than a block. */
  public static byte[] hmac(byte[] key, byte[] message) {
    byte[] inner = padded(key, 0x36, message.length);
    System.arraycopy(message, 0, inner, BLOCK, message.length);
    byte[] hash = hash(inner);
    byte[] outer = padded(key, 0x5c, hash.length);
    System.arraycopy(hash, 0, outer, BLOCK, hash.length);
    return hash(outer);
  }

  private static byte[] padded(byte[] key, int with, int more) {
    byte[] block = Arrays.copyOf(key, BLOCK + more);
    for (int i = 0; i < BLOCK; i++) {
      block[i] ^= (byte) with;
    }
    return block;
  }
}
