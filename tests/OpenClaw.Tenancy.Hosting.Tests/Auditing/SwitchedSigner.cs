using System.Security.Cryptography;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>A key service that works, or fails as it is told.</summary>
internal sealed class SwitchedSigner : ITenancySigner, IDisposable
{
    private readonly EcdsaSigner _real = EcdsaSigner.Generate();

    public VerificationKey Key => _real.Key;

    /// <summary>How it fails; null where it works.</summary>
    public string? Fault { get; set; }

    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Fault switch
    {
        null => _real.SignAsync(content, cancellationToken),
        "throws" => throw new IOException("No answer."),
        "fails" => ValueTask.FromException<byte[]>(new CryptographicException("No key.")),
        "times out" => ValueTask.FromException<byte[]>(new TaskCanceledException("Too late.")),
        "hangs" => new(new TaskCompletionSource<byte[]>().Task),
        "signs something else" => _real.SignAsync("something else"u8.ToArray(), cancellationToken),
        "gives nothing" => new([]),
        "gives zeros" => new(new byte[VerificationKey.SignatureLength]),
        _ => throw new InvalidOperationException(Fault),
    };

    public void Dispose() => _real.Dispose();
}
