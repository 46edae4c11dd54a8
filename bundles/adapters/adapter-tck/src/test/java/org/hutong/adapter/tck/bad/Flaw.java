package org.hutong.adapter.tck.bad;

/** What can be wrong with an adapter, and the test that says so. */
enum Flaw {
  NONE(""),
  SENDS_WITHOUT_THE_KEY("sendingTheSameDocumentTwiceCreatesOneRecordAndGivesOneReceipt"),
  TAKES_A_LOST_ANSWER_FOR_SUCCESS(
      "aConnectionThatBreaksWhileTheAnswerIsDueLeavesTheArrivalUnknown"),
  TAKES_A_LOST_ANSWER_FOR_NOT_SENT(
      "aConnectionThatBreaksWhileTheAnswerIsDueLeavesTheArrivalUnknown"),
  RETRIES_BY_ITSELF("aLostAnswerIsNotSentAgainByTheAdapterItself"),
  WAITS_FOR_EVER("aSystemThatNeverAnswersIsUnknownWhenTheTimeIsUp"),
  SWALLOWS_THE_INTERRUPT("anInterruptEndsACallToASystemThatNeverAnswers"),
  SAYS_ABSENT_WHEN_IT_COULD_NOT_ASK("aSystemThatCannotBeAskedIsNeverSaidToHoldNothing"),
  FORGETS_THE_SETTLE_TIME("anAdapterThatMayNotResendCanAskOrSaysThatItCannot"),
  FINDS_WHAT_WAS_NEVER_SENT("aKeyThatWasNeverSentIsNotFound"),
  HIDES_A_REFUSED_CONNECTION("aRefusedConnectionSaysThatNothingLeft"),
  ALWAYS_HEALTHY("aSystemThatRefusesConnectionsIsNotHealthy"),
  WRITES_IN_THE_SYSTEMS_OLD_CHARACTER_SET("aNameArrivesAsItIsOrGoesToAPerson"),
  MAKES_NUMBERS_OF_CODES("aCodeKeepsItsLeadingZeros"),
  WRITES_OVER_WHAT_IS_NEWER("aLateRepeatOfTheFirstDocumentDoesNotUndoItsCorrection"),
  CONNECTS_WHEN_MADE("anAdapterIsMadeAtOnceForASystemThatSaysNothing"),
  LEAVES_A_THREAD("closeLeavesNoThread"),
  SENDS_AFTER_CLOSE("afterCloseNothingLeavesAnyMore"),
  KEEPS_ITS_CLASS_LOADER("theClassLoaderIsFreeOnceTheAdapterAndItsFactoryAreClosed"),
  MIXES_UP_RECEIPTS("callsAtTheSameTimeEachGetTheirOwnReceipt"),
  SAYS_NOT_SENT_WHEN_STOPPED("stoppedAndStartedUnderLoadItLosesNothingAndDoublesNothing"),
  LOGS_ITS_PASSWORD("neitherSecretsNorPersonsReachALogOrAReason"),
  LISTS_ITS_FIRST_PAGE_ONLY("whatWasDeliveredIsListedOnceHoweverShortThePages"),
  LISTS_WITHOUT_A_PERIOD("whatWasTakenInAnotherPeriodIsNotListed"),
  LISTS_EVERY_WRITE("aCorrectedCaseIsListedOnceAsItStandsNow"),
  LISTS_NOTHING_WHEN_IT_COULD_NOT_ASK("aListThatCannotBeHadIsNeverAShortOne"),
  NAMES_PERSONS_IN_REASONS("neitherSecretsNorPersonsReachALogOrAReason");

  private final String caughtBy;

  Flaw(String caughtBy) {
    this.caughtBy = caughtBy;
  }

  String caughtBy() {
    return caughtBy;
  }
}
