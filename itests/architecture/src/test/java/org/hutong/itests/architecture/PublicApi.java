package org.hutong.itests.architecture;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that others may compile against in a bundle, as sorted lines of text. */
final class PublicApi {
  /** Every type has them; what they do is no signature. */
  private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");

  static List<String> of(Bundle bundle) {
    return Exports.of(bundle).entrySet().stream()
        .flatMap(
            exported ->
                Stream.concat(
                    Stream.of("package " + exported.getKey() + " " + exported.getValue()),
                    typesOf(bundle, exported.getKey()).flatMap(PublicApi::lines)))
        .map(line -> line.replace("@org.jspecify.annotations.Nullable()", "@Nullable"))
        .toList();
  }

  private static Stream<Class<?>> typesOf(Bundle bundle, String name) {
    String folder = name.replace('.', '/') + "/";
    return bundle.entries().stream()
        .filter(entry -> entry.startsWith(folder) && entry.endsWith(".class"))
        .filter(entry -> !entry.endsWith("package-info.class"))
        .map(entry -> entry.substring(0, entry.length() - ".class".length()).replace('/', '.'))
        .sorted()
        .<Class<?>>map(PublicApi::load)
        .filter(PublicApi::isSeen);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicApi.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static boolean isSeen(Class<?> type) {
    return isSeen(type.getModifiers())
        && (type.getEnclosingClass() == null || isSeen(type.getEnclosingClass()));
  }

  private static boolean isSeen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  static Stream<String> lines(Class<?> type) {
    Stream<String> members =
        Stream.of(
                Arrays.stream(type.getDeclaredFields())
                    .filter(field -> isSeen(field.getModifiers()) && !field.isSynthetic())
                    .map(PublicApi::line),
                Arrays.stream(type.getDeclaredConstructors())
                    .filter(made -> isSeen(made.getModifiers()) && !made.isSynthetic())
                    .map(PublicApi::line),
                Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> isSeen(method.getModifiers()) && !method.isSynthetic())
                    .filter(method -> !OF_OBJECT.contains(method.getName()))
                    .map(PublicApi::line))
            .flatMap(lines -> lines)
            .sorted()
            .map(line -> "  " + line);
    return Stream.concat(Stream.of(head(type)), members);
  }

  private static String head(Class<?> type) {
    StringBuilder head = new StringBuilder(modifiers(type.getModifiers() & ~Modifier.INTERFACE));
    if (type.isSealed()) {
      head.append("sealed ");
    }
    head.append(kind(type)).append(type.getName());
    if (type.getTypeParameters().length > 0) {
      head.append(Arrays.toString(type.getTypeParameters()));
    }
    if (type.isRecord()) {
      head.append(
          Arrays.stream(type.getRecordComponents())
              .map(part -> part.getAnnotatedType() + " " + part.getName())
              .collect(Collectors.joining(", ", "(", ")")));
    }
    if (type.getSuperclass() != null && !type.isRecord() && !type.isEnum()) {
      head.append(" extends ").append(type.getAnnotatedSuperclass());
    }
    AnnotatedType[] interfaces = type.getAnnotatedInterfaces();
    if (interfaces.length > 0) {
      head.append(type.isInterface() ? " extends " : " implements ").append(joined(interfaces));
    }
    if (type.isSealed()) {
      head.append(" permits ")
          .append(
              Arrays.stream(type.getPermittedSubclasses())
                  .map(Class::getName)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    return head.toString();
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface ";
    }
    if (type.isInterface()) {
      return "interface ";
    }
    if (type.isEnum()) {
      return "enum ";
    }
    return type.isRecord() ? "record " : "class ";
  }

  private static String line(Field field) {
    return modifiers(field.getModifiers()) + field.getAnnotatedType() + " " + field.getName();
  }

  private static String line(Constructor<?> made) {
    return modifiers(made.getModifiers()) + "new" + parameters(made) + thrown(made);
  }

  private static String line(Method method) {
    return modifiers(method.getModifiers() & ~Modifier.TRANSIENT & ~Modifier.VOLATILE)
        + (method.isDefault() ? "default " : "")
        + method.getAnnotatedReturnType()
        + " "
        + method.getName()
        + parameters(method)
        + thrown(method);
  }

  private static String parameters(Executable member) {
    return Arrays.stream(member.getParameters())
        .map(Parameter::getAnnotatedType)
        .map(AnnotatedType::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String thrown(Executable member) {
    AnnotatedType[] types = member.getAnnotatedExceptionTypes();
    return types.length == 0 ? "" : " throws " + joined(types);
  }

  private static String joined(AnnotatedType[] types) {
    return Arrays.stream(types).map(AnnotatedType::toString).collect(Collectors.joining(", "));
  }

  private static String modifiers(int modifiers) {
    String text = Modifier.toString(modifiers & ~Modifier.SYNCHRONIZED & ~Modifier.NATIVE);
    return text.isEmpty() ? "" : text + " ";
  }

  private PublicApi() {}
}
