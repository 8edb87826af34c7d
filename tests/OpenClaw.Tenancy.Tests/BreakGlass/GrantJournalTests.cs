using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>What the journal keeps of grants: the same in every process, and worth nothing when somebody has changed it.</summary>
public sealed class GrantJournalTests
{
    public static TheoryData<string, string> Edits => new()
    {
        { "\"scopes\":[\"operator.read\"]", "\"scopes\":[\"operator.admin\"]" },
        { "\"scopes\":[\"operator.read\"]", "\"scopes\":[\"operator.read\",\"operator.admin\"]" },
        { "\"ticket\":\"INC-1\"", "\"ticket\":\"INC-2\"" },
        { "\"reason\":\"the queue is stuck\"", "\"reason\":\"the queue is stuck.\"" },
        { "\"durationTicks\":18000000000", "\"durationTicks\":36000000000" },
        { "\"pendingTicks\":36000000000", "\"pendingTicks\":36000000001" },
        { "\"subject\":\"alice\"", "\"subject\":\"mallory\"" },
        { "\"issuer\":\"idp\"", "\"issuer\":\"idq\"" },
        { "\"requestedTicks\":6390", "\"requestedTicks\":6389" },
    };

    [Fact]
    public async Task Another_process_that_reads_the_journal_knows_the_same_and_lets_the_token_in()
    {
        using var signer = EcdsaSigner.Generate();
        using var first = new BreakGlassWorld(signer: signer);
        BreakGlassGrant grant = await first.Open();
        using BreakGlassWorld second = Replay(first, signer, static text => text);

        Assert.True(second.World.Issuer.Accept(second.Asserted(grant)).IsAccepted);
        await first.Revoke(grant.Id.ToString());
        second.Journal.Apply(first.Journal.Records[^1].Change);
        Assert.Equal("grant_revoked", second.World.Issuer.Accept(second.Asserted(grant)).Detail);
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task Request_that_is_edited_after_its_creation_voids_what_approved_it(string said, string edited)
    {
        using var signer = EcdsaSigner.Generate();
        using var first = new BreakGlassWorld(signer: signer);
        BreakGlassGrant grant = await first.Open();
        bool wasEdited = false;
        using BreakGlassWorld second = Replay(first, signer, text =>
        {
            bool isRequest = text.Contains("BreakGlassRequested", StringComparison.Ordinal);
            wasEdited |= isRequest && text.Contains(said, StringComparison.Ordinal);
            return isRequest ? text.Replace(said, edited, StringComparison.Ordinal) : text;
        });

        Assert.True(wasEdited);
        Assert.NotNull(second.World.Issuer.Accept(second.Asserted(grant)).Detail);
        if (said.StartsWith("\"requested", StringComparison.Ordinal))
        {
            return;
        }

        // It stands as an unapproved request of whatever it says now.
        AccessGrant(second, grant.Id.ToString(), out BreakGlassGrant other);
        Assert.Null(other.ApprovedAt);
    }

    public static TheoryData<string> Forgeries => ["signature", "key", "approver", "later", "signer"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Approval_that_the_signer_did_not_sign_opens_nothing(string forgery)
    {
        using var signer = EcdsaSigner.Generate();
        using var foreign = EcdsaSigner.Generate();
        using var first = new BreakGlassWorld(signer: signer);
        BreakGlassGrant grant = await first.Open();
        using BreakGlassWorld second = Replay(first, forgery == "signer" ? foreign : signer, text => !text.Contains("BreakGlassApproved", StringComparison.Ordinal) ? text : forgery switch
        {
            "signature" => WithoutSignature(text),
            "key" => text.Replace($"\"key\":\"{signer.Key.Id}\"", $"\"key\":\"{foreign.Key.Id}\"", StringComparison.Ordinal),
            "approver" => text.Replace("\"subject\":\"bob\"", "\"subject\":\"carol\"", StringComparison.Ordinal),
            "later" => Later(text, grant),
            _ => text,
        });

        AccessGrant(second, grant.Id.ToString(), out BreakGlassGrant forged);
        Assert.Equal(GrantStatus.Approved, forged.StatusAt(second.Time.Now));
        Assert.Equal((DenyReason.TokenInvalid, "grant_signature"), Answer(second, grant));
        Assert.Equal(DirectoryRefusalReason.Conflict, (await second.Collect(grant.Id.ToString())).Refusal!.Reason);
    }

    [Fact]
    public async Task Approval_for_longer_than_was_asked_is_refused_when_it_is_applied()
    {
        using var signer = EcdsaSigner.Generate();
        using var first = new BreakGlassWorld(signer: signer);
        BreakGlassGrant grant = await first.Open();
        using BreakGlassWorld second = Replay(first, signer, text => text.Replace(
            $"\"notAfterTicks\":{grant.ExpiresAt!.Value.UtcTicks}", $"\"notAfterTicks\":{grant.ExpiresAt.Value.UtcTicks + 1}", StringComparison.Ordinal));

        AccessGrant(second, grant.Id.ToString(), out BreakGlassGrant forged);
        Assert.Null(forged.ApprovedAt);
    }

    [Fact]
    public async Task Approval_from_another_time_is_refused_when_it_is_applied()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = (await world.Request()).Value!;
        world.Journal.BeforeWrite = _ =>
        {
            world.Time.Advance(TimeSpan.FromMinutes(6));
            return Task.CompletedTask;
        };

        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Approve(grant.Id.ToString())).Refusal!.Reason);
    }

    private static string WithoutSignature(string text)
    {
        const string Name = "\"signature\":\"";
        int start = text.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        return text[..start] + Convert.ToBase64String(new byte[64]) + text[text.IndexOf('"', start)..];
    }

    // The same span, a minute earlier: it passes every rule but the signature.
    private static string Later(string text, BreakGlassGrant grant)
    {
        foreach (long ticks in (long[])[grant.ApprovedAt!.Value.UtcTicks, grant.ExpiresAt!.Value.UtcTicks])
        {
            text = text.Replace($":{ticks}", $":{ticks - TimeSpan.FromMinutes(1).Ticks}", StringComparison.Ordinal);
        }

        return text;
    }

    private static BreakGlassWorld Replay(BreakGlassWorld first, ITenancySigner signer, Func<string, string> edit)
    {
        var world = new BreakGlassWorld(signer: signer);
        foreach (DirectoryRecord record in first.Journal.Records.Skip(world.Journal.Records.Count))
        {
            world.Journal.Apply(edit(record.Change));
        }

        return world;
    }

    private static void AccessGrant(BreakGlassWorld world, string id, out BreakGlassGrant grant) => grant = world.Grants
        .List(world.Permit(world.Grants.Actions.List, null, world.Operator()).GetAwaiter().GetResult(), openOnly: false).Single(g => g.Id.ToString() == id);

    private static (DenyReason, string?) Answer(BreakGlassWorld world, BreakGlassGrant grant)
    {
        ClaimAcceptance acceptance = world.World.Issuer.Accept(world.Asserted(grant));
        return (acceptance.Reason, acceptance.Detail);
    }
}
