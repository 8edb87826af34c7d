using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Usage;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Tests.Usage;

/// <summary>What is reserved ends once: with its event, or by being given back.</summary>
public sealed class UsageReservationTests : IDisposable
{
    private static readonly UsageAmounts Some = new() { Messages = 3 };

    private readonly TestWorld _world = new();
    private readonly UsageScope _scope;

    public UsageReservationTests() => _scope = new UsageScope(_world, TestWorld.Acme);

    public void Dispose()
    {
        _scope.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task It_is_of_the_tenant_whose_right_it_was_taken_by_and_is_given_back_once()
    {
        var store = new OneDayStore();
        UsageReservation taken = Assert.IsType<UsageReservation>(await TakeAsync(store));
        Assert.Equal((TestWorld.Acme, OneDayStore.Day, Some, true), (taken.Tenant, taken.Day, taken.Amounts, taken.IsHeld));

        await taken.DisposeAsync();
        await taken.DisposeAsync();

        Assert.False(taken.IsHeld);
        Assert.Same(taken, Assert.Single(store.Released));
        Assert.False(taken.TryEnd());
    }

    [Fact]
    public async Task What_has_become_usage_is_not_given_back()
    {
        var store = new OneDayStore();
        UsageReservation taken = Assert.IsType<UsageReservation>(await TakeAsync(store));

        Assert.True(taken.TryEnd());
        Assert.False(taken.TryEnd());
        await taken.DisposeAsync();

        Assert.False(taken.IsHeld);
        Assert.Empty(store.Released);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_cannot_be_given_back_is_told_to_whoever_asked_and_is_over(bool isAsked)
    {
        var store = new OneDayStore { Fault = new IOException("The store is gone.") };
        List<Exception> told = [];
        UsageReservation taken = Assert.IsType<UsageReservation>(await TakeAsync(store, isAsked ? told.Add : null));

        await taken.DisposeAsync();

        Assert.False(taken.IsHeld);
        Assert.Equal(isAsked ? [store.Fault] : [], told);
    }

    [Fact]
    public async Task Without_room_a_right_or_a_store_nothing_is_taken()
    {
        Assert.Null(await TakeAsync(new OneDayStore { IsFull = true }));
        await Assert.ThrowsAsync<ArgumentNullException>("store", async () => await TakeAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(
            "access", async () => await UsageReservation.TakeAsync(new OneDayStore(), null!, OneDayStore.Day, Some, Some, lost: null, TestContext.Current.CancellationToken));
        _scope.Dispose();
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await TakeAsync(new OneDayStore()));
    }

    private ValueTask<UsageReservation?> TakeAsync(OneDayStore store, Action<Exception>? lost = null) =>
        UsageReservation.TakeAsync(store, _scope.Access, OneDayStore.Day, Some, UsageAmounts.Unlimited, lost, TestContext.Current.CancellationToken);
}
