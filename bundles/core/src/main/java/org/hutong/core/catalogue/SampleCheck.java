package org.hutong.core.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.core.rules.Fault;
import org.hutong.problem.FieldError;

/** Whether the sample entries of {@code items/samples} still fit their items' forms. */
final class SampleCheck {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Path folder;
  private final FormChecker forms = new FormChecker();

  SampleCheck(Path config) {
    this.folder = config.resolve("items/samples");
  }

  void check(Map<ItemRef, Item> newest, List<Fault> faults) {
    if (!Files.isDirectory(folder) || Fault.wrong(faults) > 0) {
      return; // a wrong item would be told once more by its sample
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        check(file, "items/samples/" + file.getFileName(), newest, faults);
      }
    } catch (IOException e) {
      faults.add(new Fault("items/samples", 0, "", "文件夹无法读取"));
    }
  }

  private void check(Path file, String name, Map<ItemRef, Item> newest, List<Fault> faults) {
    try {
      Map<?, ?> body = MAPPER.readValue(file.toFile(), Map.class);
      Item item =
          body != null && body.get("item") instanceof Map<?, ?> ref ? item(ref, newest) : null;
      if (item == null) {
        faults.add(new Fault(name, 0, "item", "没有这个事项"));
        return;
      }
      for (FieldError error : forms.check(item, body.get("form"))) {
        faults.add(new Fault(name, 0, error.pointer(), error.message()));
      }
    } catch (JsonProcessingException e) {
      int row = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      faults.add(new Fault(name, row, "", "不是正确的 JSON"));
    } catch (IOException e) {
      faults.add(new Fault(name, 0, "", "文件无法读取"));
    }
  }

  private static Item item(Map<?, ?> ref, Map<ItemRef, Item> newest) {
    return newest.get(
        new ItemRef(String.valueOf(ref.get("scheme")), String.valueOf(ref.get("code")), 0));
  }
}
