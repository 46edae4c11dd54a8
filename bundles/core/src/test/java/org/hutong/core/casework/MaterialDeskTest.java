package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.casework.Office.CLERK;
import static org.hutong.core.casework.Office.PURPOSE;
import static org.hutong.core.casework.Office.STRANGER;
import static org.hutong.core.casework.Office.refused;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.hutong.casework.Material;
import org.hutong.problem.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Uploads in chunks on a real Derby: what is kept is what was announced, or it is not given out.
 */
class MaterialDeskTest extends InOffice {
  private static final String NAME = "王小华的户口簿.pdf";
  private static final byte[] WHOLE =
      "公民身份号码 11010219800101001X，电话 13800001234，家中有老人卧床".getBytes(StandardCharsets.UTF_8);
  private static final int CUT = 40;
  private static final byte[] FIRST = Arrays.copyOfRange(WHOLE, 0, CUT);
  private static final byte[] SECOND = Arrays.copyOfRange(WHOLE, CUT, WHOLE.length);

  private MaterialDesk materials;
  private int keys;

  @BeforeEach
  void furnish() {
    materials = CaseRoom.materials("110102014", office.store, office.standards, office.sight);
  }

  /** Another than before, also in an office that is opened again. */
  private String key() {
    return "material-key-" + ++keys;
  }

  /** The appliance goes down and comes up again over the same data and keys. */
  private void reopen() throws Exception {
    close();
    open();
    furnish();
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static Map<String, Object> announcement(String sha256) {
    return Map.of(
        "name",
        NAME,
        "mediaType",
        "application/pdf",
        "size",
        (long) WHOLE.length,
        "sha256",
        sha256);
  }

  private String announced(String sha256) {
    Material material = materials.announce(CLERK, key(), announcement(sha256));
    stands(material, 0, false);
    return material.id();
  }

  private String announced() throws NoSuchAlgorithmException {
    return announced(sha256(WHOLE));
  }

  private void append(String id, long offset, byte[] bytes, long received, boolean complete) {
    stands(materials.append(CLERK, id, offset, bytes), received, complete);
    stands(materials.get(CLERK, id), received, complete);
  }

  private static void stands(Material material, long received, boolean complete) {
    assertThat(material.received()).isEqualTo(received);
    assertThat(material.complete()).isEqualTo(complete);
  }

  private byte[] content(String id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    materials.content(CLERK, id, PURPOSE, out);
    return out.toByteArray();
  }

  private void incomplete(String id) {
    refused(Code.MATERIAL_INCOMPLETE, () -> content(id));
    Map<String, Object> entry = Office.sample("MZ-28");
    entry.put("materials", List.of(Map.of("code", "ID_COPY", "id", id)));
    refused(Code.INVALID_REQUEST, () -> office.desk.register(CLERK, key(), entry));
  }

  private List<byte[]> column(String sql) {
    return office.store.read(
        c -> {
          List<byte[]> found = new ArrayList<>();
          try (PreparedStatement s = c.prepareStatement(sql);
              ResultSet row = s.executeQuery()) {
            while (row.next()) {
              found.add(row.getBytes(1));
            }
          }
          return found;
        });
  }

  @Test
  void twoChunksMakeTheWholeThatWasAnnounced() throws Exception {
    String id = announced();
    incomplete(id);
    append(id, 0, FIRST, CUT, false);
    incomplete(id);
    append(id, CUT, SECOND, WHOLE.length, true);
    assertThat(content(id)).isEqualTo(WHOLE);
  }

  @Test
  void itsNameIsShownToWhoHandsItInOnly() throws Exception {
    Material announced = materials.announce(CLERK, key(), announcement(sha256(WHOLE)));
    assertThat(announced.name()).isEqualTo(NAME);
    String id = announced.id();
    assertThat(materials.append(CLERK, id, 0, WHOLE).name()).isEqualTo(NAME);
    assertThat(materials.get(CLERK, id).name()).isEqualTo(NAME);
    assertThat(materials.get(Office.DISPATCHER, id).name()).isNull();
  }

  @Test
  void whatWasSentTwiceIsKeptOnceAtEveryPoint() throws Exception {
    String id = announced();
    append(id, 0, FIRST, CUT, false);
    append(id, 0, FIRST, CUT, false);
    append(id, CUT, SECOND, WHOLE.length, true);
    append(id, 0, FIRST, WHOLE.length, true);
    append(id, CUT, SECOND, WHOLE.length, true);
    assertThat(content(id)).isEqualTo(WHOLE);
    assertThat(column("SELECT content FROM material_chunk")).hasSize(2);
  }

  @Test
  void aGapAnotherOrderAndOtherBytesInAPlaceThatIsTakenAreRefusedAndChangeNothing()
      throws Exception {
    String id = announced();
    byte[] other = FIRST.clone();
    other[0]++;
    refused(Code.INVALID_REQUEST, () -> materials.append(CLERK, id, CUT, SECOND));
    append(id, 0, FIRST, CUT, false);
    refused(Code.INVALID_REQUEST, () -> materials.append(CLERK, id, CUT + 1, SECOND));
    refused(Code.INVALID_REQUEST, () -> materials.append(CLERK, id, CUT - 1, SECOND));
    refused(Code.INVALID_REQUEST, () -> materials.append(CLERK, id, 0, other));
    refused(Code.INVALID_REQUEST, () -> materials.append(CLERK, id, -1, FIRST));
    refused(Code.INVALID_REQUEST, () -> materials.append(CLERK, id, CUT, WHOLE));
    refused(Code.INVALID_REQUEST, () -> materials.append(CLERK, id, CUT, new byte[0]));
    refused(
        Code.BODY_TOO_LARGE,
        () -> materials.append(CLERK, id, CUT, new byte[MaterialDesk.MOST_CHUNK + 1]));
    stands(materials.get(CLERK, id), CUT, false);
    append(id, CUT, SECOND, WHOLE.length, true);
    refused(Code.INVALID_REQUEST, () -> materials.append(CLERK, id, WHOLE.length, FIRST));
    assertThat(content(id)).isEqualTo(WHOLE);
  }

  @Test
  void nobodyElseAddsToIt() throws Exception {
    String id = announced();
    refused(Code.MATERIAL_NOT_FOUND, () -> materials.append(STRANGER, id, 0, FIRST));
    refused(Code.MATERIAL_NOT_FOUND, () -> materials.append(CLERK, id + " ", 0, FIRST));
    stands(materials.get(CLERK, id), 0, false);
  }

  @Test
  void chunksThatDoNotMakeTheDigestAreThrownAwayAndTheUploadBeginsAgain() throws Exception {
    String id = announced();
    byte[] damaged = SECOND.clone();
    damaged[3]++;
    append(id, 0, FIRST, CUT, false);
    refused(Code.MATERIAL_DIGEST_MISMATCH, () -> materials.append(CLERK, id, CUT, damaged));
    stands(materials.get(CLERK, id), 0, false);
    assertThat(column("SELECT content FROM material_chunk")).isEmpty();
    incomplete(id);
    refused(Code.INVALID_REQUEST, () -> materials.append(CLERK, id, CUT, SECOND));

    reopen();
    append(id, 0, FIRST, CUT, false);
    append(id, CUT, SECOND, WHOLE.length, true);
    assertThat(content(id)).isEqualTo(WHOLE);
  }

  @Test
  void aSingleChunkWithAnotherDigestIsNotKept() throws Exception {
    byte[] damaged = WHOLE.clone();
    damaged[7]++;
    String id = announced();
    refused(Code.MATERIAL_DIGEST_MISMATCH, () -> materials.append(CLERK, id, 0, damaged));
    stands(materials.get(CLERK, id), 0, false);
    append(id, 0, WHOLE, WHOLE.length, true);
    assertThat(content(id)).isEqualTo(WHOLE);
  }

  @Test
  void oneThatComesWithItsAnnouncementIsCheckedAndKeptOrLeavesNothing() throws Exception {
    byte[] damaged = WHOLE.clone();
    damaged[7]++;
    Map<String, Object> body = new HashMap<>(announcement(sha256(WHOLE)));
    body.put("content", Base64.getEncoder().encodeToString(damaged));
    String key = key();
    refused(Code.MATERIAL_DIGEST_MISMATCH, () -> materials.announce(CLERK, key, body));
    assertThat(column("SELECT file_name FROM material")).isEmpty();

    body.put("content", Base64.getEncoder().encodeToString(WHOLE));
    Material kept = materials.announce(CLERK, key, body);
    stands(kept, WHOLE.length, true);
    assertThat(materials.announce(CLERK, key, body)).isEqualTo(kept);
    assertThat(content(kept.id())).isEqualTo(WHOLE);
    assertThat(column("SELECT content FROM material_chunk")).hasSize(1);
  }

  @Test
  void anUploadGoesOnWhereItStoodWhenTheStoreIsOpenedAgain() throws Exception {
    String id = announced();
    append(id, 0, FIRST, CUT, false);
    reopen();
    stands(materials.get(CLERK, id), CUT, false);
    incomplete(id);
    append(id, 0, FIRST, CUT, false);
    append(id, CUT, SECOND, WHOLE.length, true);
    reopen();
    stands(materials.get(CLERK, id), WHOLE.length, true);
    assertThat(content(id)).isEqualTo(WHOLE);
  }

  @Test
  void theColumnsHoldNeitherTheContentNorTheNameInClear() throws Exception {
    String id = announced();
    append(id, 0, FIRST, CUT, false);
    append(id, CUT, SECOND, WHOLE.length, true);
    List<byte[]> chunks =
        column("SELECT content FROM material_chunk WHERE material_id = '" + id + "'");
    assertThat(chunks).hasSize(2);
    chunks.addAll(column("SELECT file_name FROM material WHERE id = '" + id + "'"));
    assertThat(chunks).hasSize(3);
    for (byte[] sealed : chunks) {
      String raw = new String(sealed, StandardCharsets.ISO_8859_1);
      for (String word : List.of("11010219800101001X", "13800001234", "身份号码", "卧床", "王小华", "户口簿")) {
        assertThat(raw).doesNotContain(new String(word.getBytes("UTF-8"), "ISO-8859-1"));
      }
    }
  }

  @Test
  void aChunkThatWasMovedToAnotherPlaceIsNotGivenOut() throws Exception {
    String id = announced();
    String other = announced();
    for (String one : List.of(id, other)) {
      append(one, 0, FIRST, CUT, false);
      append(one, CUT, SECOND, WHOLE.length, true);
    }
    byte[] foreign =
        column(
                "SELECT content FROM material_chunk WHERE chunk_offset = 0 AND material_id = '"
                    + other
                    + "'")
            .get(0);
    office.store.write(
        tx -> {
          PreparedStatement s =
              tx.prepare(
                  "UPDATE material_chunk SET content = ? WHERE chunk_offset = 0"
                      + " AND material_id = ?");
          s.setBytes(1, foreign);
          s.setString(2, id);
          return s.executeUpdate();
        });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> materials.content(CLERK, id, PURPOSE, out))
        .isInstanceOf(RuntimeException.class);
    assertThat(out.size()).isZero();
    assertThat(content(other)).isEqualTo(WHOLE);
  }
}
