using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>A replay memory that answers as a test says, and remembers what it was asked.</summary>
internal sealed class ScriptedMemory(Func<ValueTask<bool>> answer) : IReplayMemory
{
    internal List<(TenantId Tenant, string Issuer, string TokenId, DateTimeOffset Until)> Asked { get; } = [];

    public ValueTask<bool> TryConsumeAsync(TenantId tenant, string issuer, string tokenId, DateTimeOffset until, CancellationToken cancellationToken)
    {
        Asked.Add((tenant, issuer, tokenId, until));
        return answer();
    }
}
