package org.hutong.systems;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hutong.systems.SystemInfo.HealthState;
import org.jspecify.annotations.Nullable;

/**
 * What the register of systems (系统台账) says of a system, R8 and R9.
 *
 * @param light how it stands, in one colour
 * @param kind such as 系统, 模块, 系统类 (a class of systems without names), 规划; null when it is not in
 *     the register
 * @param serviceClass such as 民政为老类
 * @param builderLevel who built it: 国家, 市, 区, 街; says nothing of who uses it
 * @param builder who
 * @param usage which streets use it and how deep cases circulate there
 * @param connectable as the survey says
 * @param interfaceKind such as SOAP 1.1, 网页
 * @param contact whom to call
 * @param section the section (科室) whose business it is
 * @param rhythmHours how often it should take or give something
 * @param survey the survey's rows that this is
 */
public record SystemRegistration(
    Light light,
    @Nullable String kind,
    @Nullable String serviceClass,
    @Nullable String builderLevel,
    @Nullable String builder,
    List<Usage> usage,
    @Nullable String connectable,
    @Nullable String interfaceKind,
    @Nullable String contact,
    @Nullable String section,
    int rhythmHours,
    List<String> survey) {
  /** A rhythm where none is written. */
  public static final int USUAL_RHYTHM = 24;

  /** The same system may be used otherwise in another street; a null depth is not known. */
  public record Usage(String street, @Nullable String depth) {}

  /** The colours, and all that they mean. */
  public enum Light {
    /** A document or records went through within the rhythm, and it answers. */
    GREEN("正常"),
    /** It answers, which is not yet a business round trip within the rhythm. */
    YELLOW("待业务验证"),
    /** It does not answer, or the last exchanges brought nothing, or its columns have changed. */
    RED("异常"),
    /** No folder, no adapter, or settings that cannot be used. */
    GREY("未接入");

    private final String shown;

    Light(String shown) {
      this.shown = shown;
    }

    /** The word in Chinese. */
    public String shown() {
      return shown;
    }

    /**
     * The colour of a system.
     *
     * @param lastSuccess when something last went through; null for never
     */
    public static Light of(
        HealthState health, @Nullable Instant lastSuccess, Duration rhythm, Instant now) {
      return switch (health) {
        case NOT_CONNECTED -> GREY;
        case DOWN -> RED;
        case UP -> lastSuccess != null && !lastSuccess.isBefore(now.minus(rhythm)) ? GREEN : YELLOW;
        case UNKNOWN -> YELLOW;
      };
    }
  }
}
