using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>A host that verifies tokens which are minted elsewhere: by a forge with a key that the host's source gives.</summary>
internal sealed class VerifierWorld : IDisposable
{
    internal VerifierWorld(
        Func<TokenKey, ScriptedKeys>? keys = null, TokenKeyRing? ring = null, Action<TokenVerifierOptions>? configure = null, Action<TenancyBuilder>? build = null)
    {
        Ring = ring ?? TokenKeyRing.CreateEs256();
        Keys = (keys ?? ScriptedKeys.Of)(Ring.Active);
        World = new TestWorld(build: builder =>
        {
            builder.AddTokenVerifier(TokenForge.Issuer, o =>
            {
                o.Audience = TokenForge.Audience;
                o.UseKeys(Keys).Speaks.ForTenants("acme", "globex");
                configure?.Invoke(o);
            });
            build?.Invoke(builder);
        });
        Forge = new TokenForge(Ring, World.Time);
    }

    internal TokenKeyRing Ring { get; }

    internal ScriptedKeys Keys { get; }

    internal TestWorld World { get; }

    internal TokenForge Forge { get; }

    internal ValueTask<CredentialVerification> Verify(string token) => World.Services.GetRequiredService<CredentialVerifiers>().VerifyAsync(token, CancellationToken.None);

    internal async Task<string> Outcome(string token)
    {
        CredentialVerification verification = await Verify(token);
        return verification.IsAccepted ? "accepted" : $"{verification.Reason} {verification.Detail}";
    }

    public void Dispose() => World.Dispose();
}
