using System.Text;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Signing;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>What was sealed stays sealed in later versions, what no signer sealed is not kept, and whatever a store hands back is judged and never thrown.</summary>
public sealed class SealedRecordTests
{
    private static readonly ApprovalRecord Bare = new()
    {
        Tenant = "acme",
        Id = "app-1",
        Run = "run-1",
        RequesterIssuer = "idp",
        RequesterSubject = "alice",
        Kind = "exec",
        Command = "rm -r build",
        Digest = "d1",
        OffersAlways = false,
        CreatedTicks = 639_028_656_000_000_000,
        ExpiresTicks = 639_028_662_000_000_000,
        Status = "pending",
        Version = 1,
    };

    private static readonly ApprovalRecord Full = Bare with
    {
        RequesterUser = "u1",
        RequesterActorIssuer = "keys",
        RequesterActor = "k1",
        Cwd = "src",
        Agent = "main",
        Session = "s1",
        OffersAlways = true,
        Status = "allowed",
        Reason = "user",
        Decision = "allow-always",
        ResolverTenant = "acme",
        ResolverIssuer = "idp",
        ResolverSubject = "bob",
        ResolverCredential = "c1",
        ResolvedTicks = 639_028_656_010_000_000,
        Uses = 100,
        UsesLeft = 99,
        SupersededBy = "app-2",
        Version = 3,
    };

    // Each field as UTF-8 with its length in four bytes before it, hashed by another program. What may be absent has a field before it that says so.
    [Theory]
    [InlineData(false, "9a39470fc90dc9ab312f62fe057ca6b8f428575d2aafc5ce11f73a9623a865c2", ApprovalStatus.Pending)]
    [InlineData(true, "99c6ee7a544d7cb8ea6532a822c3283252fe8b675fd93630c863ebd93e75748b", ApprovalStatus.Allowed)]
    public async Task Seal_is_over_the_fields_in_a_form_that_stays(bool isFull, string digest, ApprovalStatus status)
    {
        using EcdsaSigner signer = EcdsaSigner.Generate();
        using var world = new DeskWorld(signer: signer);
        byte[] signature = await signer.SignAsync(Encoding.ASCII.GetBytes($"openclaw-tenancy/approval/v1\n{digest}\n"), DeskWorld.Token);
        await KeepAsync(world, (isFull ? Full : Bare) with { Seal = Convert.ToHexStringLower(signature) });

        Assert.Equal(status, (await world.FindAsync(ApprovalId.From("app-1")))!.Status);
    }

    [Fact]
    public async Task Record_that_nobody_sealed_has_no_seal_and_shows_as_denied()
    {
        using var world = new DeskWorld();
        await KeepAsync(world, Full);

        Assert.Empty(Full.Seal);
        Assert.Equal(ApprovalReason.StorageCorrupt, (await world.FindAsync(ApprovalId.From("app-1")))!.Reason);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("empty")]
    [InlineData("throws")]
    public async Task What_could_not_be_sealed_is_not_kept(string fault)
    {
        using var signer = new FaultySigner(fault);
        using var world = new DeskWorld(signer: signer);

        Assert.Equal(DenyReason.DependencyUnavailable, (await world.AskAsync()).Reason);
        Assert.Empty(await world.Store.ListAsync(TestWorld.Acme, run: null, [], 10, DeskWorld.Token));
    }

    [Theory]
    [InlineData("command")]
    [InlineData("no command")]
    [InlineData("digest")]
    [InlineData("requester")]
    [InlineData("no requester")]
    [InlineData("status")]
    public async Task What_is_no_text_or_no_status_is_shown_as_denied_or_not_at_all_and_hides_nothing_else(string what)
    {
        using var world = new DeskWorld();
        Approval edited = await world.AllowedAsync();
        Approval other = await world.PendingAsync();
        world.Store.Edit = r => r.Id != edited.Id.ToString() ? r : what switch
        {
            "command" => r with { Command = "\ud800" },
            "no command" => r with { Command = string.Empty },
            "digest" => r with { Digest = "\ud800" },
            "requester" => r with { RequesterSubject = "\ud800" },
            "no requester" => r with { RequesterSubject = null! },
            _ => r with { Status = "never" },
        };

        Approval? shown = await world.FindAsync(edited.Id);
        IReadOnlyList<Approval> all = await world.Desk.ListAsync(await world.PermitAsync(world.Bob, world.Desk.List), status: null, 10, DeskWorld.Token);

        Assert.True(shown is null or { Status: ApprovalStatus.Denied, Reason: ApprovalReason.StorageCorrupt });
        Assert.Contains(all, a => a.Id.Equals(other.Id));
        Assert.DoesNotContain(all, a => a.Id.Equals(edited.Id) && a.Status != ApprovalStatus.Denied);
    }

    private static async Task KeepAsync(DeskWorld world, ApprovalRecord record) => Assert.Equal(
        ApprovalCommit.Done, await world.Store.AddAsync(TestWorld.Acme, record, superseded: null, new ApprovalLimits(10, 0, 0), static () => true, DeskWorld.Token));
}
