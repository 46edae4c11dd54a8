package org.hutong.adapter.tck;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hutong.adapter.AdapterFactory;

/**
 * Loads an adapter as a container does: its own classes and libraries apart, the log too, only the
 * contracts shared.
 */
final class ApartLoader extends URLClassLoader {
  private ApartLoader(URL[] urls) {
    super(urls, new Shared());
  }

  static ApartLoader ofThisClassPath() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(each).toUri().toURL());
    }
    return new ApartLoader(urls.toArray(URL[]::new));
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
      if (spi || name.startsWith("org.hutong.kernel.")) {
        return ApartLoader.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
