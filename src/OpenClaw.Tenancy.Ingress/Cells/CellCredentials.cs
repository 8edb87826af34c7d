using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>Leases the credential of a cell for one piece of work. It is read anew each time, so that a rotation is seen at once.</summary>
internal sealed class CellCredentials(IngressDoor door, ITenantSecretReader reader, IServiceScopeFactory scopes)
{
    /// <summary>Does something with the credential; its bytes are zeroed when that ends.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="tenant">Whose connection it is for. The credential of a shared gateway is that of a tenant of the host's own.</param>
    /// <param name="refused">The version that the cell has refused: where it is still the current one, the version before it is read; or null.</param>
    /// <param name="correlationId">What joins the records of it.</param>
    /// <param name="use">The work.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The version that was read, or zero where there was none to read.</returns>
    internal async Task<int> UseAsync(
        Cell cell, TenantId tenant, int? refused, string? correlationId, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> use, CancellationToken cancellationToken)
    {
        if (door.Enter(cell.SecretTenant ?? tenant) is not { } claim)
        {
            return 0;
        }

        AsyncServiceScope scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
                claim, correlationId, runId: null, (services, token) => ReadAsync(services.GetRequiredService<TenantContext>(), cell.Secret, refused, use, token), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int> ReadAsync(TenantContext context, SecretName name, int? refused, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> use, CancellationToken cancellationToken)
    {
        SecretReading reading = await reader.OpenAsync(context, name, version: null, cancellationToken).ConfigureAwait(false);
        if (reading.IsOpen && reading.Lease.Version == refused)
        {
            // The gateway may not have been told of the rotation yet.
            reading.Lease.Dispose();
            reading = refused > 1 ? await reader.OpenAsync(context, name, refused - 1, cancellationToken).ConfigureAwait(false) : default;
        }

        if (!reading.IsOpen)
        {
            return 0;
        }

        using SecretLease lease = reading.Lease;
        await use(lease.Read(), cancellationToken).ConfigureAwait(false);
        return lease.Version;
    }
}
