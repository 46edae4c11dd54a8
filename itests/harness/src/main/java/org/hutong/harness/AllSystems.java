package org.hutong.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hutong.standins.Clerk;
import org.hutong.standins.ExportedFiles;
import org.hutong.standins.Openssh;

/**
 * Every folder of a system that ships, connected to its stand-in, and the persons who work at those
 * that have no interface: who types a sheet into a page, who exports a file, who takes one in. What
 * needs a program that this machine has not is left out and named.
 */
public final class AllSystems {
  /** Pages that only a person enters into. */
  public static final List<String> PAGES = List.of("si-08", "si-10a", "si-11", "si-12");

  /** Folders into which persons drop what they have exported. */
  private static final List<String> DROPPED = List.of("si-09", "si-10c", "si-15");

  private static final String ELDERLY = "si-06";
  private static final String PAYMENTS = "si-10b";
  private static final String EMPLOYMENT = "si-10c";
  private static final Map<String, List<String>> PROGRAMS =
      Map.of("si-10d", List.of("python3"), "si-13", List.of("python3", "openssl"));
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final int MONTH_DIGITS = 6;
  private static final String ELDERS = "编号,姓名,身份证号,性别,出生日期,住址,联系电话,紧急联系人,自理能力,服务等级,建档日期,状态\r\n";

  private final Street street;
  private final Path beside;
  private final Map<String, String> absent = new TreeMap<>();
  private final Map<String, Clerk> clerks = new HashMap<>();
  private Openssh elders;

  private AllSystems(Street street, Path beside) {
    this.street = street;
    this.beside = beside;
  }

  /**
   * Starts all that the street has not yet; before the street itself starts.
   *
   * @param beside where exchanged folders are made
   */
  public static AllSystems connect(Street street, Path beside)
      throws IOException, InterruptedException {
    AllSystems all = new AllSystems(street, Files.createDirectories(beside).toAbsolutePath());
    for (String id : List.of("si-01", "si-03", "si-05")) {
      street.connect(id);
    }
    // What ships waits for minutes until a row counts.
    street.appliance().with(variable("si-01", "SETTLE"), "2");
    for (String id : PAGES) {
      street.connect(id);
    }
    for (String id : PROGRAMS.keySet()) {
      List<String> missing = PROGRAMS.get(id).stream().filter(p -> !onPath(p)).toList();
      if (missing.isEmpty()) {
        street.connect(id);
      } else {
        all.absent.put(id, "没有 not there: " + missing);
      }
    }
    all.exchange(PAYMENTS);
    if (ExportedFiles.isThere()) {
      for (String id : DROPPED) {
        all.exchange(id);
      }
    } else {
      DROPPED.forEach(id -> all.absent.put(id, "没有 not there: python3 xlwt, openpyxl"));
    }
    all.sftp();
    return all;
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private void exchange(String id) throws IOException {
    for (String each : List.of("in", "out", "archive", "receipt")) {
      Files.createDirectories(folder(id).resolve(each));
    }
    street.appliance().with(variable(id, "FOLDER"), folder(id).toString());
  }

  private static String variable(String id, String what) {
    return "HUTONG_" + id.toUpperCase(Locale.ROOT).replace("-", "") + "_" + what;
  }

  private void sftp() throws IOException {
    if (!Openssh.isThere()) {
      absent.put(ELDERLY, "没有 not there: sshd");
      return;
    }
    elders = Openssh.start(Files.createDirectories(folder(ELDERLY)));
    street.endsWith(elders, elders.pid(), ELDERLY);
    street
        .appliance()
        .with(variable(ELDERLY, "PORT"), Integer.toString(elders.port()))
        .with(variable(ELDERLY, "USER"), elders.user())
        .with(variable(ELDERLY, "FOLDER"), elders.exchange().toString())
        .with(variable(ELDERLY, "HOSTKEY"), elders.fingerprint())
        .with(variable(ELDERLY, "SECRET"), elders.key().toString());
  }

  /** The systems that exchange files by a folder of this machine. */
  public List<String> folders() {
    return Stream.concat(Stream.of(PAYMENTS), DROPPED.stream())
        .filter(id -> !absent.containsKey(id))
        .toList();
  }

  /** The folder that a system exchanges files by. */
  public Path folder(String id) {
    return beside.resolve(id);
  }

  /** The SFTP server of si-06, if this machine has one. */
  public Optional<Openssh> elders() {
    return Optional.ofNullable(elders);
  }

  /** Folders that are not connected here, and why. */
  public Map<String, String> absent() {
    return absent;
  }

  /** Every system that is connected here. */
  public List<String> connected() {
    List<String> all = new ArrayList<>(street.systems().keySet());
    all.addAll(folders());
    if (elders != null) {
      all.add(ELDERLY);
    }
    return all;
  }

  /** The systems that give files have written them for the day, with their markers. */
  public void files(LocalDate day) throws IOException {
    String date = day.format(DAY);
    if (elders != null) {
      String row =
          date + "01,王䶮,110102194001011234,女,19400101,\"东经路\n12号\",,某某,1,一级,20160101,1\r\n";
      elders.put("YLZX_LR_" + date + ".csv", ELDERS + row, 1);
    }
    String month = date.substring(0, MONTH_DIGITS);
    String line =
        wide("11010219800101123943", 20)
            + wide("王安", 30)
            + "443"
            + wide("困难补贴", 40)
            + month
            + wide("40000", 10)
            + "12341";
    Openssh.put(
        folder(PAYMENTS).resolve("out"),
        "CLBT_" + month + ".txt",
        line + "\r\n#TOTAL 1 40000\r\n",
        1);
  }

  /** Persons have exported their lists on the day. */
  public void exports(LocalDate day) throws IOException {
    if (!folders().contains(EMPLOYMENT)) {
      return; // it takes two libraries of Python to make them
    }
    String date = day.format(DAY);
    ExportedFiles.drop("si-09", folder("si-09"), "--name", "SQGL_" + date + ".xls");
    ExportedFiles.drop(
        EMPLOYMENT,
        folder(EMPLOYMENT),
        "--name",
        "JYFW_" + date.substring(0, MONTH_DIGITS) + ".xlsx");
    ExportedFiles.drop("si-15", folder("si-15"), "--name", "MQSB_" + date + ".csv");
  }

  /** A text in so many bytes of GB18030. */
  private static String wide(String text, int bytes) {
    return text + " ".repeat(bytes - text.getBytes(Charset.forName("GB18030")).length);
  }

  /**
   * A person types the sheet of a delivery into the page, and the page's number back.
   *
   * @param delivery the delivery as REST shows it for a purpose
   * @throws IOException when the number was not taken
   */
  public String type(String system, JsonNode delivery) throws IOException, InterruptedException {
    Map<String, String> sheet = new HashMap<>();
    delivery
        .path("sheet")
        .forEach(line -> sheet.put(line.path("label").asText(), line.path("value").asText()));
    Clerk clerk = clerks.get(system);
    if (clerk == null) {
      clerk = new Clerk(street.system(system).url());
      clerks.put(system, clerk);
    }
    clerk.logIn(street.system(system).user(), street.system(system).secret());
    clerk.open();
    String receipt = Clerk.receipt(clerk.type(sheet));
    Rest.Answer answer =
        street
            .rest("clerk")
            .post(
                "/deliveries/" + delivery.path("id").asText() + "/actions",
                "{\"action\":\"confirm\",\"receipt\":\"" + receipt + "\"}");
    if (answer.status() != 200) {
      throw new IOException(system + " " + answer.status() + " " + answer.body());
    }
    return receipt;
  }

  /** The module of employment takes in what lies there for it; says what it took. */
  public List<JsonNode> take() throws IOException {
    return folders().contains(EMPLOYMENT) ? ExportedFiles.take(folder(EMPLOYMENT)) : List.of();
  }
}
