using System.Reflection;
using OpenClaw.Tenancy.AspNetCore.Limits;
using OpenClaw.Tenancy.EntityFrameworkCore;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Testing.Chaos;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>Each fault stands before each call of each contract of all packages: none passes because of its shape, and each is recorded once, by its name.</summary>
public sealed class EveryContractTests
{
    private readonly ManualTime _time = new();
    private ChaosPlan _plan = new();

    public static TheoryData<Type> Contracts => [.. Packages()
        .SelectMany(static p => p.GetExportedTypes())
        .Where(static t => t.IsInterface && AnyCall.Of(t).Any())
        .Select(static t => t.IsGenericTypeDefinition ? t.MakeGenericType([.. t.GetGenericArguments().Select(AnyValue.ArgumentFor)]) : t)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_contracts_are_those_of_all_packages()
    {
        Type[] kinds = [.. Contracts.Select(static row => row.Data).Select(static t => t.IsGenericType ? t.GetGenericTypeDefinition() : t)];

        Assert.Superset(
            new HashSet<Type> { typeof(IFrameGuard), typeof(IFrameGuards), typeof(ITenantDbContextFactory<>), typeof(IUsageReservationFeature), typeof(ITenantStoreSubject) }, kinds.ToHashSet());
    }

    [Theory, MemberData(nameof(Contracts))]
    public Task A_call_that_throws_was_not_done(Type contract) => EachAsync(contract, ChaosFault.Throw, static async (call, target, before) =>
    {
        await Assert.ThrowsAsync<IOException>(() => call.AskAsync(before, Stop));
        Assert.Empty(target.Given);
    });

    [Theory, MemberData(nameof(Contracts))]
    public Task A_call_that_is_cancelled_by_nobody_was_not_done(Type contract) => EachAsync(contract, ChaosFault.Cancel, static async (call, target, before) =>
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.AskAsync(before, CancellationToken.None));
        Assert.Empty(target.Given);
    });

    [Theory, MemberData(nameof(Contracts))]
    public Task A_call_whose_answer_is_lost_was_done(Type contract) => EachAsync(contract, ChaosFault.Lose, static async (call, target, before) =>
    {
        await Assert.ThrowsAsync<IOException>(() => call.AskAsync(before, Stop));
        Assert.Single(target.Given);
    });

    [Theory, MemberData(nameof(Contracts))]
    public async Task A_call_that_hangs_ends_by_its_caller_or_its_time(Type contract)
    {
        using var patience = new CancellationTokenSource();
        List<Task<object?>> hung = [];
        await EachAsync(contract, ChaosFault.Hang, async (call, target, before) =>
        {
            Task<object?> asked = await WaitingAsync(call, before, call.EndsWhenCancelled ? patience.Token : Stop);
            if (call.IsSynchronous)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                await Assert.ThrowsAsync<TimeoutException>(() => asked);
            }
            else
            {
                _time.Advance(TimeSpan.FromDays(1));
                Assert.False(asked.IsCompleted, $"{call} did not hang.");
                hung.AddRange(call.EndsWhenCancelled ? [asked] : []);
            }

            Assert.Empty(target.Given);
        });
        await patience.CancelAsync();
        foreach (Task<object?> asked in hung)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        }
    }

    [Theory, MemberData(nameof(Contracts))]
    public Task A_slow_call_is_done_after_its_delay(Type contract) => EachAsync(contract, ChaosFault.Slow, async (call, target, before) =>
    {
        Task<object?> asked = await WaitingAsync(call, before, Stop);
        Assert.False(asked.IsCompleted, $"{call} was not slow.");
        Assert.Empty(target.Given);
        _time.Advance(TimeSpan.FromSeconds(1));
        Same(await asked, target.Given.Single());
    });

    [Theory, MemberData(nameof(Contracts))]
    public Task A_stale_call_gives_what_it_gave_first_and_is_not_done(Type contract) => EachAsync(contract, ChaosFault.Stale, static async (call, target, before) =>
    {
        object? first = await call.AskAsync(before, Stop);
        Same(first, target.Given.Single());
        Same(await call.AskAsync(before, CancellationToken.None), first);
        Assert.Single(target.Given);
    });

    [Theory, MemberData(nameof(Contracts))]
    public Task A_duplicate_call_is_done_twice_and_a_duplicate_stream_gives_each_item_twice(Type contract) => EachAsync(contract, ChaosFault.Duplicate, static async (call, target, before) =>
    {
        object? answer = await call.AskAsync(before, Stop);
        if (call.IsStream)
        {
            object?[] items = (object?[])target.Given.Single()!;
            Same(answer, new[] { items[0], items[0], items[1], items[1] });
            return;
        }

        Assert.Equal(2, target.Given.Count);
        Same(answer, target.Given[1]);
    });

    [Theory, MemberData(nameof(Contracts))]
    public Task A_call_of_nothing_was_not_done(Type contract) => EachAsync(contract, ChaosFault.Nothing, static async (call, target, before) =>
    {
        object? answer = await call.AskAsync(before, Stop);
        if (call.IsStream)
        {
            Assert.Empty((object?[])answer!);
        }
        else
        {
            Assert.Equal(call.Nothing, answer);
        }

        Assert.Empty(target.Given);
    });

    private static IEnumerable<Assembly> Packages() => System.IO.Directory.EnumerateFiles(AppContext.BaseDirectory, "OpenClaw.Tenancy*.dll")
        .Select(static path => Path.GetFileNameWithoutExtension(path))
        .Where(static name => !name.EndsWith(".Tests", StringComparison.Ordinal) && !name.EndsWith(".TestKit", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(Assembly.Load);

    private async Task EachAsync(Type contract, ChaosFault fault, Func<AnyCall, AnyTarget, object, Task> check)
    {
        foreach (AnyCall call in AnyCall.Of(contract))
        {
            _plan = new ChaosPlan { Time = _time };
            object target = AnyTarget.Of(contract);
            object before = typeof(ChaosPlan).GetMethod(nameof(ChaosPlan.Before))!.MakeGenericMethod(contract).Invoke(_plan, [target])!;

            // What is stale was given before.
            _plan.From(fault == ChaosFault.Stale ? 2 : 1, fault);
            await check(call, (AnyTarget)target, before);
            Assert.Equal([$"{call.Name}: {fault}"], _plan.Happened);
        }
    }

    // A call that is not asynchronous waits on its thread, so it has one of its own. The waiting has begun when it is recorded.
    private async Task<Task<object?>> WaitingAsync(AnyCall call, object before, CancellationToken cancellationToken)
    {
        Task<object?> asked = Task.Run(() => call.AskAsync(before, cancellationToken), Stop);
        for (int waited = 0; _plan.Happened.Count == 0 && waited < 10_000; waited++)
        {
            await Task.Delay(1, Stop);
        }

        return asked;
    }

    private static void Same(object? actual, object? expected)
    {
        if (expected is object?[] items && items.GetType() == typeof(object[]))
        {
            object?[] found = Assert.IsType<object?[]>(actual);
            Assert.Equal(items.Length, found.Length);
            Assert.All(items.Zip(found), static pair => Same(pair.Second, pair.First));
        }
        else if (expected is null or ValueType)
        {
            Assert.Equal(expected, actual);
        }
        else
        {
            Assert.Same(expected, actual);
        }
    }
}
