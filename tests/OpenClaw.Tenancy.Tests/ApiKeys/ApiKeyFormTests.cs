using System.Text.RegularExpressions;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.ApiKeys;

/// <summary>What is no key is refused before anything is looked up, and what is one is found by its digest alone.</summary>
public sealed partial class ApiKeyFormTests : IDisposable
{
    private readonly AdminWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task New_key_has_the_form_and_is_accepted_for_its_tenant()
    {
        IssuedApiKey issued = _world.Key(TestWorld.Acme, new NewApiKey());

        Assert.Matches(Form(), issued.Text);
        Assert.StartsWith($"ocpk_{issued.Entry.Id}_", issued.Text, StringComparison.Ordinal);
        Assert.Equal(TestWorld.Acme, (await _world.VerifyAsync(issued.Text)).Claim!.Tenant);
    }

    [Fact]
    public void Keys_are_all_different()
    {
        string[] keys = [.. Enumerable.Range(0, 200).Select(_ => _world.Key(TestWorld.Acme, new NewApiKey()).Text[39..103])];

        Assert.Equal(200, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Every_change_of_one_character_is_found_by_form_or_checksum_without_a_look_up()
    {
        string key = _world.Key(TestWorld.Acme, new NewApiKey()).Text;
        for (int i = 5; i < key.Length; i++)
        {
            foreach (char other in (char[])[(char)(key[i] ^ 1), '0', 'F', '\u0430'])
            {
                if (other != key[i])
                {
                    CredentialVerification found = await _world.VerifyAsync($"{key[..i]}{other}{key[(i + 1)..]}");
                    Assert.Equal((DenyReason.TokenInvalid, "key_form"), (found.Reason, found.Detail));
                }
            }
        }
    }

    [Theory]
    [InlineData("ocpk_")]
    [InlineData("ocpk_k0_0_0")]
    [InlineData("ocpk_\0")]
    public async Task Text_with_the_prefix_that_is_no_key_is_refused_without_a_look_up(string text) =>
        Assert.Equal("key_form", (await _world.VerifyAsync(text)).Detail);

    [Fact]
    public async Task Key_with_one_character_more_or_less_is_refused_without_a_look_up()
    {
        string key = _world.Key(TestWorld.Acme, new NewApiKey()).Text;

        Assert.All([key + "0", key + "\n", key[..^1], key.ToUpperInvariant().Replace("OCPK_", "ocpk_", StringComparison.Ordinal)],
            text => Assert.Equal("key_form", _world.VerifyAsync(text).GetAwaiter().GetResult().Detail));
        Assert.Equal("key_form", (await _world.VerifyAsync($"ocpk_{new string('k', 4000)}")).Detail);
    }

    [Theory]
    [InlineData("OCPK_")]
    [InlineData("ocpk-")]
    [InlineData("ocsk_")]
    [InlineData(" ocpk_")]
    public async Task Text_with_another_prefix_is_not_even_of_this_kind(string prefix)
    {
        string key = _world.Key(TestWorld.Acme, new NewApiKey()).Text;

        Assert.Equal(CredentialVerifiers.Unrecognized, (await _world.VerifyAsync(prefix + key[5..])).Detail);
    }

    [Fact]
    public async Task Well_formed_key_that_nobody_issued_is_unknown_and_the_same_in_every_host()
    {
        using var other = new AdminWorld();
        string foreign = other.Key(TestWorld.Acme, new NewApiKey()).Text;

        CredentialVerification found = await _world.VerifyAsync(foreign);

        Assert.Equal((DenyReason.TokenInvalid, "key_unknown"), (found.Reason, found.Detail));
    }

    [Fact]
    public async Task Directory_that_is_too_old_does_not_say_that_there_is_no_key()
    {
        string known = _world.Key(TestWorld.Acme, new NewApiKey()).Text;
        using var other = new AdminWorld();
        string unknown = other.Key(TestWorld.Acme, new NewApiKey()).Text;
        await _world.VerifyAsync(known);

        _world.Directory.ReportRefreshed(_world.Time.Now);
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(DenyReason.DependencyUnavailable, (await _world.VerifyAsync(known)).Reason);
        Assert.Equal(DenyReason.DependencyUnavailable, (await _world.VerifyAsync(unknown)).Reason);
    }

    [GeneratedRegex("^ocpk_k[0-9a-f]{32}_[0-9a-f]{64}_[0-9a-f]{8}$")]
    private static partial Regex Form();
}
