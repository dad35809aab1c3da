package dev.postrider.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What schema version 18 has sealed, as it did so: written down once more, because what was stored
 * then must open whatever becomes of the program.
 */
final class SealedRows {
  private static final byte[] DATA_KEY = new byte[32];

  static {
    Arrays.fill(DATA_KEY, (byte) 7);
  }

  private SealedRows() {}

  /** The data key of number 1. */
  static String dataKey() {
    byte[] master = Base64.getUrlDecoder().decode(TurnedServer.MASTER_KEY);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(master);
      return sealed(master, ByteBuffer.wrap(hash).getInt(), "data_key.sealed", 1, DATA_KEY);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String endpoint(long id, String json) {
    return sealed(DATA_KEY, 1, "endpoint.sealed", id, json.getBytes(StandardCharsets.UTF_8));
  }

  private static String sealed(byte[] key, int number, String column, long row, byte[] plain) {
    byte[] head = ByteBuffer.allocate(5).put((byte) 1).putInt(number).array();
    byte[] nonce = new byte[12];
    Arrays.fill(nonce, (byte) column.length());
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      cipher.updateAAD(head);
      cipher.updateAAD(column.getBytes(StandardCharsets.US_ASCII));
      cipher.updateAAD(ByteBuffer.allocate(8).putLong(0, row).array());
      HexFormat hex = HexFormat.of();
      return hex.formatHex(head) + hex.formatHex(nonce) + hex.formatHex(cipher.doFinal(plain));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
