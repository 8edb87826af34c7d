using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>A key service that is not always there.</summary>
internal sealed class FailingSigner(ITenancySigner signer) : ITenancySigner
{
    public bool Fails { get; set; }

    public VerificationKey Key => signer.Key;

    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Fails ? throw new InvalidOperationException("The key service does not answer.") : signer.SignAsync(content, cancellationToken);
}
