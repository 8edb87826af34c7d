using System.Security.Cryptography.X509Certificates;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Tokens that are bound to a client certificate.</summary>
public sealed class BoundTokenTests : IDisposable
{
    private readonly X509Certificate2 _mine = Certificates.Make("mine");
    private readonly X509Certificate2 _other = Certificates.Make("other");

    private static readonly RefusalTable Table = new RefusalTable()
        .Payload("cnf null", "claim_type", p => p.Add("cnf", "null"))
        .Payload("cnf text", "claim_type", p => p.Add("cnf", $"\"{Thumbprint}\""))
        .Payload("cnf array", "claim_type", p => p.Add("cnf", $"[{{\"x5t#S256\":\"{Thumbprint}\"}}]"))
        .Payload("cnf empty", "cnf", p => p.Add("cnf", "{}"))
        .Payload("cnf twice", "duplicate_member", p => p.Add("cnf", Cnf()).Add("cnf", Cnf()))
        .Payload("cnf escaped", "member_name", p => p.Add("c\\u006ef", Cnf()))
        .Payload("cnf jkt", "cnf", p => p.Add("cnf", "{\"jkt\":\"x\"}"))
        .Payload("cnf jwk beside", "cnf", p => p.Add("cnf", $"{{\"x5t#S256\":\"{Thumbprint}\",\"jwk\":{{}}}}"))
        .Payload("cnf x5t#s256", "cnf", p => p.Add("cnf", $"{{\"x5t#s256\":\"{Thumbprint}\"}}"))
        .Payload("thumbprint twice", "duplicate_member", p => p.Add("cnf", $"{{\"x5t#S256\":\"{Thumbprint}\",\"x5t#S256\":\"{Thumbprint}\"}}"))
        .Payload("thumbprint escaped", "member_name", p => p.Add("cnf", $"{{\"x5t\\u0023S256\":\"{Thumbprint}\"}}"))
        .Payload("thumbprint null", "claim_type", p => p.Add("cnf", "{\"x5t#S256\":null}"))
        .Payload("thumbprint array", "claim_type", p => p.Add("cnf", $"{{\"x5t#S256\":[\"{Thumbprint}\"]}}"))
        .Payload("thumbprint empty", "cnf", p => p.Add("cnf", "{\"x5t#S256\":\"\"}"))
        .Payload("thumbprint short", "cnf", p => p.Add("cnf", $"{{\"x5t#S256\":\"{Thumbprint[..^1]}\"}}"))
        .Payload("thumbprint padded", "cnf", p => p.Add("cnf", $"{{\"x5t#S256\":\"{Thumbprint}=\"}}"))
        .Payload("thumbprint with stray last bits", "cnf", p => p.Add("cnf", $"{{\"x5t#S256\":\"{Thumbprint[..^1]}B\"}}"))
        .Payload("bound and presented over no certificate", "cnf", p => p.Add("cnf", Cnf()));

    private static string Thumbprint => new('A', 43);

    public static TheoryData<string> Rows => Table.Names;

    public void Dispose()
    {
        _mine.Dispose();
        _other.Dispose();
    }

    [Theory]
    [CountsCases("tokens/refusals", "kinds of tokens that must be refused")]
    [MemberData(nameof(Rows))]
    public Task Binding_that_is_not_exact_or_not_met_is_refused(string row) => Table.Check(row);

    [Fact]
    public async Task Bound_token_is_good_over_its_certificate_alone_also_when_it_is_remembered()
    {
        using var world = new TokenWorld();
        string token = await BoundAsync(world);
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal("cnf", (await world.Verify(token, _other)).Detail);
            Assert.Equal("cnf", (await world.Verify(token)).Detail);
            CredentialVerification accepted = await world.Verify(token, _mine);
            Assert.True(accepted.IsAccepted);
            Assert.False(accepted.IsReusable);
            Assert.False(accepted.StillHolds());
        }

        Assert.Same((await world.Verify(token, _mine)).Claim, (await world.Verify(token, _mine)).Claim);
    }

    [Fact]
    public async Task Bearer_token_does_not_mind_a_certificate()
    {
        using var world = new TokenWorld();
        string token = await world.Issue(TestWorld.Acme);
        Assert.True((await world.Verify(token, _mine)).IsAccepted);
        Assert.True((await world.Verify(token, _other)).IsAccepted);
        await world.Accepted(token);
    }

    [Fact]
    public void Thumbprint_has_one_text_form()
    {
        CertificateThumbprint mine = CertificateThumbprint.From(_mine);
        Assert.True(CertificateThumbprint.TryFrom(mine.ToString(), out CertificateThumbprint? same));
        Assert.True(same.IsOf(_mine));
        Assert.False(same.IsOf(_other));
        Assert.False(same.IsOf(null));
        foreach (string? text in (string?[])[null, string.Empty, mine + "=", mine.ToString()[..42], mine.ToString()[..42] + "B", " " + mine.ToString()[..42], "+" + mine.ToString()[1..]])
        {
            Assert.False(CertificateThumbprint.TryFrom(text, out _));
        }
    }

    [Fact]
    public void Credential_shows_nothing_of_itself()
    {
        Assert.Equal(nameof(PresentedCredential), new PresentedCredential("secret", _mine).ToString());
        Assert.Throws<InvalidOperationException>(() => default(PresentedCredential).Text);
        Assert.Throws<ArgumentNullException>(() => new PresentedCredential(null!));
    }

    private static string Cnf() => $"{{\"x5t#S256\":\"{Thumbprint}\"}}";

    private async Task<string> BoundAsync(TokenWorld world) => await world.Mint.IssueAsync(
        new TenantTokenRequest { Tenant = TestWorld.Acme, Subject = "alice", Certificate = CertificateThumbprint.From(_mine) }, CancellationToken.None);
}
