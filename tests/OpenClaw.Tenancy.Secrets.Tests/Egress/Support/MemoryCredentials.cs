using System.Collections.Concurrent;
using System.Text;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Egress;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress.Support;

/// <summary>Credentials in memory, each of one tenant.</summary>
internal sealed class MemoryCredentials : IEgressCredentialSource
{
    private readonly ConcurrentDictionary<(TenantId, string), string> _values = new();
    private int _opened;

    public int Opened => Volatile.Read(ref _opened);

    public void Put(TenantId tenant, string name, string value) => _values[(tenant, name)] = value;

    public void Revoke(TenantId tenant, string name) => _values.TryRemove((tenant, name), out _);

    public ValueTask<TResult?> UseAsync<TResult>(TenantContext context, SecretName secret, Func<ReadOnlyMemory<byte>, TResult?> use, CancellationToken cancellationToken)
        where TResult : class
    {
        Interlocked.Increment(ref _opened);
        return new(_values.TryGetValue((context.Tenant, secret.ToString()), out string? value) ? use(Encoding.UTF8.GetBytes(value)) : null);
    }
}
