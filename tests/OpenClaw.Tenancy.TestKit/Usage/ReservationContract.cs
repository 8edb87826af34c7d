using OpenClaw.Tenancy.Usage;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Usage;

/// <summary>What every store of usage does with reservations.</summary>
public abstract class ReservationContract : UsageContract
{
    private static readonly UsageAmounts One = new() { Messages = 1 };
    private static readonly UsageAmounts Ten = UsageAmounts.Unlimited with { Messages = 10 };

    [Fact]
    public async Task Of_two_hundred_that_take_the_last_unit_at_once_exactly_one_gets_it()
    {
        using TestWorld world = Open();
        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event("nine") with { Messages = 9 }));
        using var scope = new UsageScope(world, TestWorld.Acme);
        UsageReservation?[] taken = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(async () => await TakeAsync(world, scope, One, Ten), Token)));
        Assert.Single(taken, static t => t is not null);
        Assert.Equal((9, 1), await StandAsync(world, scope));
    }

    [Fact]
    public async Task What_is_given_back_can_be_taken_again_and_is_given_back_once()
    {
        using TestWorld world = Open();
        using var scope = new UsageScope(world, TestWorld.Acme);
        UsageReservation first = Assert.IsType<UsageReservation>(await TakeAsync(world, scope, One with { Messages = 3 }, Ten));
        UsageReservation second = Assert.IsType<UsageReservation>(await TakeAsync(world, scope, One with { Messages = 7 }, Ten));
        Assert.Null(await TakeAsync(world, scope, One, Ten));

        await first.DisposeAsync();
        await first.DisposeAsync();
        Assert.Equal((0, 7), await StandAsync(world, scope));
        Assert.Null(await TakeAsync(world, scope, One with { Messages = 4 }, Ten));
        Assert.NotNull(await TakeAsync(world, scope, One with { Messages = 3 }, Ten));
        Assert.True(second.IsHeld);
        Assert.False(first.IsHeld);
    }

    [Fact]
    public async Task A_reservation_ends_with_its_event_whatever_that_used_and_also_when_it_was_counted_before()
    {
        using TestWorld world = Open();
        using var scope = new UsageScope(world, TestWorld.Acme);
        UsageReservation taken = Assert.IsType<UsageReservation>(await TakeAsync(world, scope, One with { Messages = 5 }, Ten));
        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event("e") with { Messages = 7 }, taken));
        Assert.Equal((7, 0), await StandAsync(world, scope));
        await taken.DisposeAsync();
        Assert.Equal((7, 0), await StandAsync(world, scope));

        UsageReservation again = Assert.IsType<UsageReservation>(await TakeAsync(world, scope, One with { Messages = 3 }, Ten));
        Assert.Equal(UsageOutcome.CountedBefore, await AddAsync(world, TestWorld.Acme, Event("e") with { Messages = 7 }, again));
        Assert.Equal((7, 0), await StandAsync(world, scope));
    }

    [Fact]
    public async Task An_act_over_midnight_gives_back_of_the_day_that_it_took_of()
    {
        using TestWorld world = Open();
        using var scope = new UsageScope(world, TestWorld.Acme);
        UsageReservation ahead = Assert.IsType<UsageReservation>(await TakeAsync(world, scope, One, Ten));

        // Also where the clock went back over midnight between the two.
        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event("later", Noon.AddDays(1)), ahead));
        UsageReservation back = Assert.IsType<UsageReservation>(await TakeAsync(world, scope, One, Ten));
        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, Event("earlier", Noon.AddDays(-1)), back));
        Assert.Equal((0, 0), await StandAsync(world, scope));
        Assert.Equal((1, 0), await StandAsync(world, scope, Today.AddDays(1)));
        Assert.Equal((1, 0), await StandAsync(world, scope, Today.AddDays(-1)));
    }

    [Fact]
    public async Task An_event_that_was_not_counted_leaves_the_reservation_held()
    {
        using TestWorld world = Open();
        using var scope = new UsageScope(world, TestWorld.Acme);
        for (int i = 0; i < 9; i++)
        {
            await AddAsync(world, TestWorld.Acme, Event($"e{i}") with { Messages = 0, Cost = 1_000_000 });
        }

        UsageReservation taken = Assert.IsType<UsageReservation>(await TakeAsync(world, scope, One, Ten));
        Assert.Equal(UsageOutcome.Overflow, await AddAsync(world, TestWorld.Acme, Event("last") with { Cost = 1_000_000 }, taken));
        Assert.True(taken.IsHeld);
        Assert.Equal((0, 1), await StandAsync(world, scope));
        await taken.DisposeAsync();
        Assert.Equal((0, 0), await StandAsync(world, scope));
    }

    [Fact]
    public async Task Another_tenants_reservation_ends_nothing_and_one_tenants_use_is_none_of_the_others()
    {
        using TestWorld world = Open();
        using var acme = new UsageScope(world, TestWorld.Acme);
        using var globex = new UsageScope(world, TestWorld.Globex);
        UsageReservation taken = Assert.IsType<UsageReservation>(await TakeAsync(world, acme, One with { Messages = 10 }, Ten));
        await Assert.ThrowsAsync<TenantMismatchException>(() => AddAsync(world, TestWorld.Globex, Event("e"), taken));
        Assert.True(taken.IsHeld);
        Assert.Equal((0, 10), await StandAsync(world, acme));
        Assert.Equal((0, 0), await StandAsync(world, globex));
        Assert.NotNull(await TakeAsync(world, globex, One with { Messages = 10 }, Ten));
    }

    [Fact]
    public async Task Each_measure_has_its_own_limit()
    {
        using TestWorld world = Open();
        using var scope = new UsageScope(world, TestWorld.Acme);
        UsageEvent used = Event("e") with { InputTokens = 1, OutputTokens = 2, CacheReadTokens = 3, CacheWriteTokens = 4, ToolCalls = 5, Cost = 0.5m };
        Assert.Equal(UsageOutcome.Counted, await AddAsync(world, TestWorld.Acme, used));
        Assert.Null(await TakeAsync(world, scope, new UsageAmounts { Tokens = 1 }, UsageAmounts.Unlimited with { Tokens = 10 }));
        Assert.NotNull(await TakeAsync(world, scope, new UsageAmounts { Tokens = 1 }, UsageAmounts.Unlimited with { Tokens = 11 }));
        Assert.Null(await TakeAsync(world, scope, new UsageAmounts { ToolCalls = 1 }, UsageAmounts.Unlimited with { ToolCalls = 5 }));
        Assert.NotNull(await TakeAsync(world, scope, new UsageAmounts { ToolCalls = 1 }, UsageAmounts.Unlimited with { ToolCalls = 6 }));
        Assert.Null(await TakeAsync(world, scope, new UsageAmounts { Cost = 0.000000001m }, UsageAmounts.Unlimited with { Cost = 0.5m }));
        Assert.NotNull(await TakeAsync(world, scope, new UsageAmounts { Cost = 0.000000001m }, UsageAmounts.Unlimited with { Cost = 0.500000001m }));

        // Nor is a first reservation of a day taken past its limit.
        using var fresh = new UsageScope(world, TestWorld.Globex);
        Assert.Null(await TakeAsync(world, fresh, One with { Messages = 11 }, Ten));
        Assert.Null(await TakeAsync(world, fresh, new UsageAmounts { Tokens = 2 }, UsageAmounts.Unlimited with { Tokens = 1 }));
    }

    [Fact]
    public async Task A_warning_is_noted_once_a_day_for_each_measure()
    {
        using TestWorld world = Open();
        using var scope = new UsageScope(world, TestWorld.Acme);
        await TakeAsync(world, scope, One, Ten);
        bool[] noted = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => Task.Run(async () => await StoreOf(world).NoteWarningAsync(scope.Access, Today, UsageMeasure.Messages, Token), Token)));
        Assert.Single(noted, static n => n);
        Assert.True(await StoreOf(world).NoteWarningAsync(scope.Access, Today, UsageMeasure.Cost, Token));
        UsageStanding standing = await StoreOf(world).StandAsync(scope.Access, Today, Token);
        Assert.True(standing.WasWarnedOf(UsageMeasure.Messages) && standing.WasWarnedOf(UsageMeasure.Cost) && !standing.WasWarnedOf(UsageMeasure.Tokens));
    }

    private static async Task<UsageReservation?> TakeAsync(TestWorld world, UsageScope scope, UsageAmounts amounts, UsageAmounts limit) =>
        await UsageReservation.TakeAsync(StoreOf(world), scope.Access, Today, amounts, limit, lost: null, Token);

    private static async Task<(long Used, long Reserved)> StandAsync(TestWorld world, UsageScope scope, DateOnly? day = null)
    {
        UsageStanding standing = await StoreOf(world).StandAsync(scope.Access, day ?? Today, Token);
        return (standing.UsedOf(UsageMeasure.Messages), standing.Reserved.Messages);
    }
}
