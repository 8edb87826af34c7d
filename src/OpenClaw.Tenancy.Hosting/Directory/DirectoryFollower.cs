using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>Follows a configuration section while the host runs: new tenants come in, changed statuses count, and one that is no longer named is suspended.</summary>
/// <remarks>A section that has an error changes nothing. Host names and issuers of a tenant are read once.</remarks>
internal sealed partial class DirectoryFollower(DirectorySection section, TenantDirectory directory, ILogger<DirectoryFollower> logger) : IHostedService, IDisposable
{
    private readonly Lock _lock = new();
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // INVARIANT: first the subscription, then one look: what changed since the directory was filled counts too.
        _subscription = ChangeToken.OnChange(section.Section.GetReloadToken, Follow);
        Follow();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _subscription?.Dispose();

    private void Follow()
    {
        lock (_lock)
        {
            List<TenantRegistration> tenants = section.Read(out List<string> errors);
            if (errors.Count != 0)
            {
                LogRefused(logger, string.Join(' ', errors));
                return;
            }

            foreach (TenantRegistration tenant in tenants)
            {
                Apply(tenant);
            }

            section.Named.UnionWith(tenants.Select(static t => t.Id));
            foreach (TenantId gone in section.Named.Except(tenants.Select(static t => t.Id)))
            {
                Move(gone, TenantStatus.Suspended);
            }
        }
    }

    private void Apply(TenantRegistration tenant)
    {
        if (directory.TryFind(tenant.Id.ToString(), out _))
        {
            Move(tenant.Id, tenant.Status);
            return;
        }

        try
        {
            directory.Add(tenant);
        }
        catch (ArgumentException exception)
        {
            LogRefused(logger, exception.Message);
        }
    }

    private void Move(TenantId id, TenantStatus status)
    {
        if (!directory.TryFind(id.ToString(), out TenantEntry? entry) || entry.Status == status || entry.Status == TenantStatus.Deleted)
        {
            return;
        }

        try
        {
            directory.SetStatus(id, status);
        }
        catch (ArgumentException exception)
        {
            LogRefused(logger, exception.Message);
        }
    }

    [LoggerMessage(EventId = 2101, EventName = "DirectoryChangeRefused", Level = LogLevel.Error, Message = "OCT2101: a change of the tenant directory's configuration was refused: {Errors}")]
    private static partial void LogRefused(ILogger logger, string errors);
}
