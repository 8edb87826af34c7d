using System.Buffers;
using System.Text;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>The credential of one scope's connector: read for each request, and on it only while it is on its way.</summary>
internal sealed class ConnectorCredential(IEgressCredentialSource? source, TenantContext context, ConnectorPolicy policy)
{
    private const int MaxBytes = 8192;

    // What may stand in a header as it is: visible ASCII, and spaces between.
    private static readonly SearchValues<byte> Visible = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(static i => (byte)i)]);

    /// <summary>The header's value, or null where the tenant has no credential that may be used now.</summary>
    internal async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        if (source is null || policy.Secret is not { } secret)
        {
            return null;
        }

        try
        {
            return await source.UseAsync(context, secret, Value, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Reason: whatever keeps the credential from being read, nothing is sent without it, and nothing is said of it.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            return null;
        }
    }

    private string? Value(ReadOnlyMemory<byte> value)
    {
        ReadOnlySpan<byte> bytes = value.Span;
        return bytes.Length is 0 or > MaxBytes || bytes.ContainsAnyExcept(Visible) || bytes[0] == ' ' || bytes[^1] == ' '
            ? null : policy.HeaderValue(Encoding.ASCII.GetString(bytes));
    }
}
