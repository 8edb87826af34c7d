using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.ApiKeys;

/// <summary>The checksum of a key is the one that other programs compute, and a key that has ended is refused by a word of its own.</summary>
public sealed class ApiKeyTextTests : IDisposable
{
    private const string Body = "ocpk_k0123456789abcdef0123456789abcdef_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private readonly AdminWorld _world = new();

    public void Dispose() => _world.Dispose();

    // CRC-32C as RFC 3720 has it, computed by another program, and the same without the last step.
    [Theory]
    [InlineData("99424ad2", "key_unknown")]
    [InlineData("66bdb52d", "key_form")]
    public async Task Checksum_is_that_of_the_rfc(string check, string word) => Assert.Equal(word, (await _world.VerifyAsync($"{Body}_{check}")).Detail);

    [Fact]
    public async Task Key_that_has_ended_is_refused_by_its_word()
    {
        IssuedApiKey key = _world.Key(TestWorld.Acme, new NewApiKey { Lifetime = TimeSpan.FromHours(1) });
        _world.Time.Advance(TimeSpan.FromHours(1));

        CredentialVerification found = await _world.VerifyAsync(key.Text);

        Assert.Equal((DenyReason.Expired, "key_ended"), (found.Reason, found.Detail));
    }
}
