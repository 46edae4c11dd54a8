package org.hutong.adapter.support;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hutong.adapter.AdapterFactory;

/**
 * Loads an adapter as a container does: its own classes and libraries apart, only the contracts and
 * the log shared.
 */
final class ApartLoader extends URLClassLoader {
  private ApartLoader(URL[] urls) {
    super(urls, new Shared());
  }

  static ApartLoader ofThisClassPath() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(url(Path.of(each)));
    }
    return new ApartLoader(urls.toArray(URL[]::new));
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  AdapterFactory factory(String className) throws ReflectiveOperationException {
    return (AdapterFactory) loadClass(className).getConstructor().newInstance();
  }

  /** What the container shares. */
  private static final class Shared extends ClassLoader {
    Shared() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      boolean spi = name.matches("org\\.hutong\\.adapter\\.[A-Z].*");
      if (spi || name.startsWith("org.hutong.kernel.") || name.startsWith("org.slf4j.")) {
        return ApartLoader.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
