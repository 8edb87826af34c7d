using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets;
using OpenClaw.Tenancy.Secrets.Egress;

namespace OpenClaw.Tenancy.Benchmarks.Egress;

/// <summary>A credential in memory: what opening a sealed one takes is another group's figure.</summary>
internal sealed class MemoryCredential : IEgressCredentialSource
{
    private readonly byte[] _value = "tok-0123456789abcdef0123456789abcdef"u8.ToArray();

    public ValueTask<TResult?> UseAsync<TResult>(TenantContext context, SecretName secret, Func<ReadOnlyMemory<byte>, TResult?> use, CancellationToken cancellationToken)
        where TResult : class => new(use(_value));
}
