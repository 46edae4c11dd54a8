package org.hutong.gateway.rest.internal.answers;

import java.util.List;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.catalogue.ItemRef;
import org.hutong.gateway.support.CatalogueReview;

/** What a check or a load of the files came to. */
public record CatalogueReviewAnswer(
    String street,
    boolean accepted,
    List<Finding> findings,
    List<ItemRef> added,
    List<ItemRef> changed,
    List<ItemRef> retired,
    String digest) {
  public static CatalogueReviewAnswer of(String street, CatalogueReview review) {
    return new CatalogueReviewAnswer(
        street,
        review.accepted(),
        review.findings(),
        review.diff().added(),
        review.diff().changed(),
        review.diff().retired(),
        review.digest());
  }
}
