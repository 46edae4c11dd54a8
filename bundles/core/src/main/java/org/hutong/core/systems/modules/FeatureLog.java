package org.hutong.core.systems.modules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/**
 * Collects what Karaf's features service says. Its thread writes to the log (and to a console
 * nobody reads); Pax Logging hands every entry to its listeners before the call returns.
 */
final class FeatureLog implements LogListener, AutoCloseable {
  private static final String LOGGER =
      "org.apache.karaf.features.internal.service.FeaturesServiceImpl";

  private final BundleContext context;
  private final ServiceReference<LogReaderService> reference;
  private final LogReaderService reader;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private FeatureLog(
      BundleContext context,
      ServiceReference<LogReaderService> reference,
      LogReaderService reader) {
    this.context = context;
    this.reference = reference;
    this.reader = reader;
  }

  /** Listens until it is closed. */
  static FeatureLog open(BundleContext context) throws ProvisionFailed {
    ServiceReference<LogReaderService> reference =
        context.getServiceReference(LogReaderService.class);
    LogReaderService reader = reference == null ? null : context.getService(reference);
    if (reference == null || reader == null) {
      throw new ProvisionFailed("日志服务不可用，无法得知安装的影响", null);
    }
    FeatureLog log = new FeatureLog(context, reference, reader);
    reader.addLogListener(log);
    return log;
  }

  @Override
  public void logged(LogEntry entry) {
    if (LOGGER.equals(entry.getLoggerName())) {
      lines.add(entry.getMessage());
    }
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  @Override
  public void close() {
    reader.removeLogListener(this);
    context.ungetService(reference);
  }
}
