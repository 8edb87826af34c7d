using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>Who acts for a subject is of the subject's own tenant and has names as a subject has, and a refusal says by which rule it was.</summary>
public sealed class ClaimActorTests : IDisposable
{
    private readonly TestWorld _world = new(build: static b => b.AddIssuer("members", static o => o.ForTenants("acme").RequireMembers(), static (_, i) => new TestVerifier(i)));

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(1, 1, null, "")]
    [InlineData(256, 256, null, "")]
    [InlineData(3, 3, "acme", "")]
    [InlineData(3, 3, "globex", "actor_tenant")]
    [InlineData(3, 3, "platform", "actor_tenant")]
    [InlineData(3, 3, "ACME", "actor_tenant")]
    [InlineData(3, 3, "", "actor_tenant")]
    [InlineData(0, 3, null, "actor")]
    [InlineData(3, 0, null, "actor")]
    [InlineData(257, 3, null, "actor")]
    [InlineData(3, 257, null, "actor")]
    [InlineData(257, 3, "acme", "actor")]
    public void Actor_is_of_the_subjects_tenant_and_has_names_of_1_to_256_characters(int issuer, int subject, string? tenant, string detail)
    {
        ClaimAcceptance acceptance = Accept(new ClaimActor { Issuer = new string('i', issuer), Subject = new string('s', subject), Tenant = tenant });

        Assert.Equal((detail.Length == 0 ? DenyReason.None : DenyReason.TokenInvalid, detail), (acceptance.Reason, acceptance.Detail));
        Assert.Equal(detail.Length == 0, acceptance.IsAccepted);
    }

    [Theory]
    [InlineData("members", DenyReason.Revoked, "no_member")]
    [InlineData(TestWorld.Idp, DenyReason.Revoked, "revoked")]
    [InlineData("suspended", DenyReason.TenantInactive, "tenant_status")]
    public void What_the_directory_refuses_is_said_in_a_word(string standing, DenyReason reason, string detail)
    {
        _world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone");
        if (standing == "suspended")
        {
            _world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        }

        ClaimAcceptance acceptance = Accept(actor: null, standing == "members" ? standing : TestWorld.Idp);

        Assert.Equal((reason, detail), (acceptance.Reason, acceptance.Detail));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Verification_of_no_answer_at_all_is_a_refusal_with_a_word(bool reusable)
    {
        CredentialVerification verification = CredentialVerification.From(default, reusable);

        Assert.Equal((false, DenyReason.TokenInvalid, "unspecified"), (verification.IsAccepted, verification.Reason, verification.Detail));
    }

    private ClaimAcceptance Accept(ClaimActor? actor, string issuer = TestWorld.Idp) => _world.IssuerOf(issuer).Accept(new TenantClaim
    {
        Issuer = issuer,
        Tenant = "acme",
        Subject = "someone",
        IssuedAt = _world.Time.Now,
        ExpiresAt = _world.Time.Now + TimeSpan.FromMinutes(1),
        Actor = actor,
    });
}
