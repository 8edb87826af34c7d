using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Signing;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>Who is refused is told why, in a sentence that says what to do.</summary>
public sealed class GrantRefusalTests
{
    public static TheoryData<string, string> Refusals => new()
    {
        { "by a delegate", "Break-glass is for an operator himself. " },
        { "no grant", "There is no such break-glass grant." },
        { "no tenant", "There is no such tenant." },
        { "too long here", "would be open for longer than BreakGlassOptions.MaxDuration allows here. " },
        { "signed by another", "The signature of the break-glass grant is not the signer's" },
        { "no signature", "The signer or the mint did not answer, so nothing was done. " },
        { "no token", "The signer or the mint did not answer, so nothing was done. " },
        { "no record", "could not be made durable, so nothing was done. " },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_says_why(string fault, string words)
    {
        using var signer = new FaultySigner();
        using var world = new BreakGlassWorld(signer: signer);

        DirectoryRefusal? refusal = fault switch
        {
            "by a delegate" => (await world.Request(by: world.Operator().Delegate("run", world.Operator().Scopes, DateTimeOffset.MaxValue))).Refusal,
            "no grant" => (await world.Approve("b-none")).Refusal,
            "no tenant" => (await world.Request(BreakGlassWorld.Ask("nobody"))).Refusal,
            "no record" => await UnrecordedAsync(world),
            "no signature" => await UnsignedAsync(world, signer),
            "no token" => await UnmintedAsync(world),
            "too long here" => await AskedElsewhereAsync(signer),
            _ => await SignedElsewhereAsync(),
        };

        Assert.Contains(words, refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Request_is_asked_for_its_bounds_before_anything_is_made_of_it()
    {
        using var world = new BreakGlassWorld();

        Assert.Throws<ArgumentNullException>("request", () => world.Grants.Require(null!));
        foreach (TimeSpan outside in (TimeSpan[])[TimeSpan.MinValue, TimeSpan.Zero, TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1), TimeSpan.FromHours(1) + TimeSpan.FromTicks(1)])
        {
            Assert.Throws<ArgumentOutOfRangeException>("request", () => world.Grants.Require(BreakGlassWorld.Ask(duration: outside)));
        }

        world.Grants.Require(BreakGlassWorld.Ask(duration: TimeSpan.FromSeconds(1)));
        world.Grants.Require(BreakGlassWorld.Ask(duration: TimeSpan.FromHours(1)));
    }

    private static async Task<DirectoryRefusal?> UnrecordedAsync(BreakGlassWorld world)
    {
        world.Ledger.BeforeAppend = static (e, _) => e.Action == "break_glass.requested" ? throw new IOException() : ValueTask.CompletedTask;
        return (await world.Request()).Refusal;
    }

    private static async Task<DirectoryRefusal?> UnsignedAsync(BreakGlassWorld world, FaultySigner signer)
    {
        string id = (await world.Request()).Value!.Id.ToString();
        signer.Fault = "throws";
        return (await world.Approve(id)).Refusal;
    }

    private static async Task<DirectoryRefusal?> UnmintedAsync(BreakGlassWorld world)
    {
        string id = (await world.Request()).Value!.Id.ToString();
        await world.Approve(id);
        world.Mint.Before = static (_, _) => throw new IOException();
        return (await world.Collect(id)).Refusal;
    }

    private static async Task<DirectoryRefusal?> AskedElsewhereAsync(FaultySigner signer)
    {
        using var longer = new BreakGlassWorld(signer: signer);
        using var shorter = new BreakGlassWorld(breakGlass: static o => o.MaxDuration = TimeSpan.FromMinutes(10), signer: signer);
        string id = (await longer.Request()).Value!.Id.ToString();
        Follow(longer, shorter);
        return (await shorter.Approve(id)).Refusal;
    }

    private static async Task<DirectoryRefusal?> SignedElsewhereAsync()
    {
        using var one = new BreakGlassWorld();
        using var other = new BreakGlassWorld();
        string id = (await one.Request()).Value!.Id.ToString();
        await one.Approve(id);
        Follow(one, other);
        return (await other.Collect(id)).Refusal;
    }

    private static void Follow(BreakGlassWorld from, BreakGlassWorld to)
    {
        foreach (DirectoryRecord record in from.Journal.Records.Skip(to.Journal.Records.Count))
        {
            Assert.Equal(DirectoryOutcome.Applied, to.Directory.Apply(record, out _));
        }
    }
}
