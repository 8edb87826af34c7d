using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>Where one of the records of a step cannot be made durable, the step has not happened: at none of the ledger's calls.</summary>
public sealed class GrantRecordTests
{
    public static TheoryData<string, string> Calls => new()
    {
        { "request", "platform" }, { "request", "acme" }, { "approve", "platform" }, { "approve", "acme" }, { "collect", "platform" },
        { "collect", "acme" }, { "revoke", "platform" }, { "revoke", "acme" }, { "review", "platform" }, { "review", "acme" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Record_that_fails_leaves_everything_as_it_was(string step, string trail)
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant? grant = step == "request" ? null : (await world.Request()).Value!;
        await Bring(world, grant, step);
        string before = Shape(grant);
        int written = world.Journal.Records.Count;
        world.Ledger.BeforeAppend = (e, _) => Ends(e.Action) && e.Tenant.ToString() == trail ? throw new IOException("disk full") : ValueTask.CompletedTask;

        Assert.Equal(DirectoryRefusalReason.Unspecified, await Take(world, grant, step));
        Assert.Equal(written, world.Journal.Records.Count);
        Assert.Equal(before, Shape(grant));

        world.Ledger.BeforeAppend = static (_, _) => ValueTask.CompletedTask;
        Assert.Null(await Take(world, grant, step));
        Assert.Equal(written + 1, world.Journal.Records.Count);
    }

    [Theory]
    [InlineData("request")]
    [InlineData("approve")]
    [InlineData("collect")]
    [InlineData("revoke")]
    [InlineData("review")]
    public async Task Record_stands_before_the_change(string step)
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant? grant = step == "request" ? null : (await world.Request()).Value!;
        await Bring(world, grant, step);
        int records = world.Ledger.Appended.Count(static e => Ends(e.Action));
        world.Journal.BeforeWrite = _ => world.Ledger.Appended.Count(static e => Ends(e.Action)) == records + 2
            ? Task.CompletedTask : throw new InvalidOperationException("The change came before its records.");

        Assert.Null(await Take(world, grant, step));
    }

    [Fact]
    public async Task Refused_step_leaves_no_record_that_says_it_was_done()
    {
        using var world = new BreakGlassWorld();
        string id = (await world.Request()).Value!.Id.ToString();
        int records = world.Ledger.Appended.Count(static e => Ends(e.Action));

        await world.Approve(id, world.Operator());
        await world.Collect(id);
        await world.Review(id);

        Assert.Equal(records, world.Ledger.Appended.Count(static e => Ends(e.Action)));
    }

    [Fact]
    public async Task Mint_or_signer_that_fails_uses_nothing_up()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = (await world.Request()).Value!;
        await world.Approve(grant.Id.ToString());
        world.Mint.Before = static (_, _) => throw new IOException();

        Assert.Equal(DirectoryRefusalReason.Unspecified, (await world.Collect(grant.Id.ToString())).Refusal!.Reason);
        Assert.Null(grant.CollectedAt);
        Assert.DoesNotContain(world.Ledger.Appended, static e => e.Action == "break_glass.collected");
        world.Mint.Before = static (_, _) => ValueTask.CompletedTask;
        Assert.True((await world.Collect(grant.Id.ToString())).IsDone);
    }

    [Fact]
    public async Task Token_that_loses_the_race_of_its_collection_is_not_handed_out()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = (await world.Request()).Value!;
        await world.Approve(grant.Id.ToString());
        world.Mint.Before = async (_, _) =>
        {
            world.Mint.Before = static (_, _) => ValueTask.CompletedTask;
            await world.Revoke(grant.Id.ToString());
        };

        DirectoryResult<BreakGlassToken> late = await world.Collect(grant.Id.ToString());

        Assert.Equal((false, DirectoryRefusalReason.Conflict), (late.IsDone, late.Refusal!.Reason));
    }

    private static bool Ends(string action) => action.StartsWith("break_glass.", StringComparison.Ordinal) && action.EndsWith("ed", StringComparison.Ordinal);

    private static async Task Bring(BreakGlassWorld world, BreakGlassGrant? grant, string step)
    {
        if (step is "collect" or "review")
        {
            await world.Approve(grant!.Id.ToString());
        }

        if (step == "review")
        {
            await world.Revoke(grant!.Id.ToString());
        }
    }

    private static async Task<DirectoryRefusalReason?> Take(BreakGlassWorld world, BreakGlassGrant? grant, string step) => step switch
    {
        "request" => (await world.Request()).Refusal?.Reason,
        "approve" => (await world.Approve(grant!.Id.ToString())).Refusal?.Reason,
        "collect" => (await world.Collect(grant!.Id.ToString())).Refusal?.Reason,
        "revoke" => (await world.Revoke(grant!.Id.ToString())).Refusal?.Reason,
        _ => (await world.Review(grant!.Id.ToString())).Refusal?.Reason,
    };

    private static string Shape(BreakGlassGrant? grant) => $"{grant?.ApprovedAt} {grant?.CollectedAt} {grant?.RevokedAt} {grant?.Review?.Note}";
}
