using System.Buffers;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets;
using OpenClaw.Tenancy.Secrets.Egress;

namespace OpenClaw.Tenancy.Benchmarks.Egress;

/// <summary>A credential in memory: what reading and opening a sealed one takes is another group's figure.</summary>
internal sealed class MemoryCredential : IEgressCredentialSource, IMemoryOwner<byte>
{
    private readonly byte[] _value = "tok-0123456789abcdef0123456789abcdef"u8.ToArray();

    public Memory<byte> Memory => _value;

    public ValueTask<IMemoryOwner<byte>?> OpenAsync(TenantContext context, SecretName secret, CancellationToken cancellationToken) => new(this);

    public void Dispose()
    {
    }
}
