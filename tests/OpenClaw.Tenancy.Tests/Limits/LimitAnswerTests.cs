using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Usage;
using OpenClaw.Tenancy.Tests.Usage;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Tests.Limits;

/// <summary>What limits and quotas answer, and that whatever is held for an act is given back with it.</summary>
public sealed class LimitAnswerTests
{
    [Fact]
    public void Only_what_is_within_every_limit_is_allowed()
    {
        Assert.Equal(
            [(LimitOutcome.Allowed, true), (LimitOutcome.Unavailable, false), (LimitOutcome.RateLimited, false)],
            ((LimitLease[])[LimitLease.Allowed, LimitLease.Unavailable, LimitLease.RateLimited(TimeSpan.Zero)]).Select(static a => (a.Outcome, a.IsAllowed)));
        Assert.Equal(
            [(LimitOutcome.Allowed, true), (LimitOutcome.Unavailable, false), (LimitOutcome.QuotaExceeded, false)],
            ((QuotaAnswer[])[QuotaAnswer.Allowed, QuotaAnswer.Unavailable, QuotaAnswer.Exceeded]).Select(static a => (a.Outcome, a.IsAllowed)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(long.MinValue, 0)]
    public void Nobody_is_told_to_come_back_in_the_past(long ticks, long told) => Assert.Equal(told, LimitLease.RateLimited(TimeSpan.FromTicks(ticks)).RetryAfter.Ticks);

    [Fact]
    public void What_is_held_is_given_back_once()
    {
        int given = 0;
        var held = LimitLease.Holding(new Held(() => given++));
        Assert.Equal((LimitOutcome.Allowed, true, TimeSpan.Zero), (held.Outcome, held.IsAllowed, held.RetryAfter));

        held.Dispose();
        held.Dispose();

        Assert.Equal(1, given);
        Assert.Throws<ArgumentNullException>("held", static () => LimitLease.Holding(null!));
    }

    [Fact]
    public async Task What_is_reserved_is_given_back_with_the_answer()
    {
        using var world = new TestWorld();
        using var scope = new UsageScope(world, TestWorld.Acme);
        var store = new OneDayStore();
        UsageReservation reservation = Assert.IsType<UsageReservation>(await UsageReservation.TakeAsync(
            store, scope.Access, OneDayStore.Day, new UsageAmounts { Messages = 1 }, UsageAmounts.Unlimited, lost: null, TestContext.Current.CancellationToken));
        var answer = QuotaAnswer.Reserved(reservation, UsageMeasure.Cost, UsageMeasure.Tokens);
        Assert.Equal((LimitOutcome.Allowed, true, reservation), (answer.Outcome, answer.IsAllowed, answer.Reservation));
        Assert.Equal([UsageMeasure.Cost, UsageMeasure.Tokens], answer.Warnings);

        await answer.DisposeAsync();
        await QuotaAnswer.Allowed.DisposeAsync();

        Assert.Same(reservation, Assert.Single(store.Released));
        Assert.Throws<ArgumentNullException>("reservation", static () => QuotaAnswer.Reserved(null!));
        Assert.Throws<ArgumentNullException>("warnings", () => QuotaAnswer.Reserved(reservation, null!));
    }

    private sealed class Held(Action giveBack) : IDisposable
    {
        public void Dispose() => giveBack();
    }
}
