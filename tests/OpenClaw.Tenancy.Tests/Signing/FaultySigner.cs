using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Tests.Signing;

/// <summary>A signer of the host's own, which does what a test says it does wrong, or nothing wrong.</summary>
internal sealed class FaultySigner(string? fault = null) : ITenancySigner, IDisposable
{
    private readonly EcdsaSigner _own = EcdsaSigner.Generate();
    private readonly EcdsaSigner _other = EcdsaSigner.Generate();

    public string? Fault { get; set; } = fault;

    public VerificationKey Key => _own.Key;

    public async ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Fault switch
    {
        "throws" => throw new IOException("The key service does not answer."),
        "hangs" => await new TaskCompletionSource<byte[]>().Task,
        "nothing" => null!,
        "empty" => [],
        "short" => (await _own.SignAsync(content, cancellationToken))[1..],
        "zeros" => new byte[VerificationKey.SignatureLength],
        "other key" => await _other.SignAsync(content, cancellationToken),
        "other content" => await _own.SignAsync(new byte[32], cancellationToken),
        null => await _own.SignAsync(content, cancellationToken),
        _ => throw new ArgumentException($"There is no fault '{Fault}'.", nameof(content)),
    };

    public void Dispose()
    {
        _own.Dispose();
        _other.Dispose();
    }
}
