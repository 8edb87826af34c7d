using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.ApiKeys;

/// <summary>Which key was issued, and in whose place, stands in the trail before there is the key, by its id and nothing else of it.</summary>
public sealed class ApiKeyRecordTests : IDisposable
{
    private readonly AdminWorld _world = new();

    public ApiKeyRecordTests() => _world.Join(TestWorld.Acme, "owner", TenantRole.Owner);

    private VerifiedTenantClaim Owner => _world.Admin(TestWorld.Acme, "owner");

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Issued_and_rotated_keys_are_named_under_the_id_of_the_request()
    {
        AccessPermit issue = await _world.PermitAsync(Owner, _world.Keys.Issue);
        IssuedApiKey first = (await _world.Keys.IssueAsync(issue, new NewApiKey(), "corr-1", AdminWorld.Token)).Value!;
        string old = first.Entry.Id.ToString();
        AccessPermit rotate = await _world.PermitAsync(Owner, _world.Keys.Rotate, old);
        IssuedApiKey second = (await _world.Keys.RotateAsync(rotate, old, TimeSpan.Zero, "corr-2", AdminWorld.Token)).Value!;

        AuditEnvelope issued = Assert.Single(_world.Ledger.Appended, static e => e.Action == "keys.issued");
        Assert.Equal((TestWorld.Acme, old, "owner", TestWorld.Idp, "corr-1"), (issued.Tenant, issued.ResourceId, issued.Actor, issued.Issuer, issued.CorrelationId));
        Assert.Equal((AuditOutcome.Allowed, "none", TestWorld.Acme), (issued.Outcome, issued.ReasonCode, issued.TargetTenant));
        Assert.Empty(issued.Details);
        AuditEnvelope rotated = Assert.Single(_world.Ledger.Appended, static e => e.Action == "keys.rotated");
        Assert.Equal((second.Entry.Id.ToString(), old, "corr-2"), (rotated.ResourceId, rotated.Details["replaces"], rotated.CorrelationId));
        foreach (string text in (string[])[first.Text, second.Text])
        {
            Assert.All(_world.Ledger.Appended, e => Assert.DoesNotContain(text[^12..], string.Join(' ', e.ResourceId, e.Detail, string.Join(' ', e.Details.Values)), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Without_the_record_there_is_no_key()
    {
        AccessPermit issue = await _world.PermitAsync(Owner, _world.Keys.Issue);
        IssuedApiKey old = _world.Key(TestWorld.Acme, new NewApiKey());
        AccessPermit rotate = await _world.PermitAsync(Owner, _world.Keys.Rotate, old.Entry.Id.ToString());
        int changes = _world.Writer.Texts.Count;
        _world.Ledger.BeforeAppend = static (_, _) => throw new IOException("disk full");

        DirectoryResult<IssuedApiKey> issued = await _world.Keys.IssueAsync(issue, new NewApiKey(), AdminWorld.Token);
        DirectoryResult<IssuedApiKey> rotated = await _world.Keys.RotateAsync(rotate, old.Entry.Id.ToString(), TimeSpan.Zero, AdminWorld.Token);

        Assert.Equal((DirectoryRefusalReason.Unspecified, DirectoryRefusalReason.Unspecified), (issued.Refusal?.Reason, rotated.Refusal?.Reason));
        Assert.Equal(changes, _world.Writer.Texts.Count);
        Assert.True((await _world.VerifyAsync(old.Text)).IsAccepted);
    }

    [Fact]
    public async Task Record_stands_before_the_key_and_one_that_is_refused_leaves_none()
    {
        bool? isThere = null;
        AccessPermit list = await _world.PermitAsync(Owner, _world.Keys.List);
        _world.Ledger.BeforeAppend = (e, _) =>
        {
            isThere = e.Action == "keys.issued" ? _world.Keys.ListKeys(list).Any(k => k.Id.ToString() == e.ResourceId) : isThere;
            return ValueTask.CompletedTask;
        };
        Assert.True((await _world.IssueAsync(Owner, new NewApiKey())).IsDone);
        Assert.False(isThere);

        Assert.False((await _world.IssueAsync(Owner, new NewApiKey { User = UserId.New() })).IsDone);
        Assert.Single(_world.Ledger.Appended, static e => e.Action == "keys.issued");
    }
}
