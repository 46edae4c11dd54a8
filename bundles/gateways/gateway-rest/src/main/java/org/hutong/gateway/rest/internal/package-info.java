/** The REST gateway: {@code /api/v1}, {@code /health}, {@code /metrics}. */
@NullMarked
package org.hutong.gateway.rest.internal;

import org.jspecify.annotations.NullMarked;
