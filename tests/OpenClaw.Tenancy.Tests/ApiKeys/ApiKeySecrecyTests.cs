using System.Text.Json;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.ApiKeys;

/// <summary>The key is there once, and then nowhere.</summary>
public sealed class ApiKeySecrecyTests : IDisposable
{
    private readonly AdminWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Nothing_that_is_kept_or_shown_holds_a_key_or_a_code()
    {
        AccessPermit create = await _world.PermitAsync(_world.Operator, _world.Registry.Create);
        CreatedTenant created = (await _world.Registry.CreateAsync(create, new NewTenant { Id = TenantId.From("hooli"), DisplayName = "Hooli" }, AdminWorld.Token)).Value!;
        IssuedApiKey issued = (await _world.IssueAsync(_world.Admin(TestWorld.Acme, "admin"), new NewApiKey())).Value!;
        string id = issued.Entry.Id.ToString();
        IssuedApiKey rotated = (await _world.Keys.RotateAsync(
            await _world.PermitAsync(_world.Admin(TestWorld.Acme, "admin"), _world.Keys.Rotate, id), id, TimeSpan.FromHours(1), AdminWorld.Token)).Value!;
        IssuedInvitation invitation = (await _world.Members.InviteAsync(
            await _world.PermitAsync(_world.Admin(TestWorld.Acme, "admin"), _world.Members.Invite), TenantRole.Member, TimeSpan.FromHours(1), AdminWorld.Token)).Value!;
        foreach (string text in (string[])[created.Key.Text, issued.Text, rotated.Text])
        {
            Assert.True((await _world.VerifyAsync(text)).IsAccepted);
            await _world.VerifyAsync(text[..^1] + (text[^1] == '0' ? '1' : '0'));
        }

        string[] secrets = [.. new[] { created.Key.Text, issued.Text, rotated.Text }.Select(static t => t[39..103]), invitation.Code[5..]];
        string[] shown =
        [
            .. _world.Writer.Texts,
            .. _world.Ledger.Appended.Concat(_world.Ledger.Emitted).Select(static e => JsonSerializer.Serialize(e, Loose)),
            .. new object[] { created, created.Key, issued, rotated, invitation, issued.Entry, invitation.Invitation }.Select(static o => o.ToString()!),
            JsonSerializer.Serialize(created.Key), JsonSerializer.Serialize(issued), JsonSerializer.Serialize(rotated), JsonSerializer.Serialize(invitation),
        ];
        Assert.Equal(4, _world.Writer.Texts.Count);
        Assert.All(shown, text => Assert.DoesNotContain(secrets, secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task What_a_refusal_says_holds_no_part_of_the_key()
    {
        string text = _world.Key(TestWorld.Acme, new NewApiKey()).Text;
        _world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);

        CredentialVerification found = await _world.VerifyAsync(text);

        Assert.DoesNotContain(text[39..50], $"{found.Reason} {found.Detail} {found}", StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Loose = new() { ReferenceHandler = System.Text.Json.Serialization.ReferenceHandler.IgnoreCycles };

}
