package org.hutong.adapter;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One system's configuration as its adapter sees it.
 *
 * @param id the system's identifier, for example {@code si-02}
 * @param settings the {@code settings} of {@code system.yaml}: a tree of {@code Map<String,
 *     Object>}, {@code List<Object>}, {@code String}, {@code Boolean}, {@code Number}
 * @param secrets name to value, already resolved from their {@code file:} or {@code env:}
 *     references; never logged
 * @param folder the system's folder, for files beside {@code system.yaml} such as a WSDL
 */
public record SystemConfig(
    String id, Map<String, Object> settings, Map<String, String> secrets, Path folder) {
  /** Copies both maps one level deep. */
  public SystemConfig {
    settings = Map.copyOf(settings);
    secrets = Map.copyOf(secrets);
  }

  /** The setting as text. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(settings.get(name)).map(Object::toString);
  }

  /**
   * The setting as text.
   *
   * @throws InvalidConfig when it is missing
   */
  public String required(String name) throws InvalidConfig {
    return text(name).orElseThrow(() -> new InvalidConfig(name, "缺少配置项 " + name));
  }

  /**
   * The secret.
   *
   * @throws InvalidConfig when it is missing
   */
  public String requiredSecret(String name) throws InvalidConfig {
    String value = secrets.get(name);
    if (value == null) {
      throw new InvalidConfig("secrets." + name, "缺少密钥引用 secrets." + name);
    }
    return value;
  }

  /** Hides the secrets and settings. */
  @Override
  public String toString() {
    return "SystemConfig[" + id + "]";
  }
}
