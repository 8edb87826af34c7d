using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>Finds the gateway of a tenant. A singleton, safe for use by many threads.</summary>
internal sealed partial class CellRegistry : IDisposable
{
    private readonly FrozenDictionary<string, Cell> _cells;
    private readonly TenantDirectory _directory;
    private readonly CellOwners _owners;
    private readonly ILogger _logger;

    internal CellRegistry(IngressOptions options, TenantDirectory directory, TimeProvider time, ILogger logger)
    {
        (_directory, _owners, _logger) = (directory, new CellOwners(directory), logger);
        _cells = options.Cells.ToFrozenDictionary(static c => c.Key, c => new Cell(c.Key, c.Value, time), StringComparer.Ordinal);
    }

    internal IReadOnlyCollection<Cell> Cells => _cells.Values;

    /// <summary>Takes a place at the tenant's cell.</summary>
    /// <param name="tenant">The tenant whose data the claim is about.</param>
    /// <param name="isConnection">Whether a connection is to be opened, and no request made.</param>
    /// <param name="place">The place, or null.</param>
    /// <returns>Why there is none.</returns>
    internal CellFault TryEnter(TenantId tenant, bool isConnection, out CellPlace? place)
    {
        place = null;
        if (!_directory.TryFind(tenant.ToString(), out TenantEntry? entry) || entry.RuntimeId is not { } runtime || !_cells.TryGetValue(runtime, out Cell? cell))
        {
            LogNoCell(_logger);
            return CellFault.Missing;
        }

        // SECURITY: a gateway is one tenant's with everything in it; two on one would read each other.
        if (!cell.Options.IsShared && !(_owners.Of(runtime) is [{ } alone] && alone == tenant))
        {
            LogNotAlone(_logger, runtime);
            return CellFault.NotAlone;
        }

        CellFault fault = cell.TryEnter(tenant, isConnection, out place);
        if (fault == CellFault.NotAlone)
        {
            LogNotAlone(_logger, runtime);
        }

        return fault;
    }

    /// <summary>Notes that a cell has failed, and says so where it was well until now.</summary>
    internal void Failed(Cell cell, CellFault fault)
    {
        if (!cell.Failed(fault))
        {
            return;
        }

        if (fault is CellFault.CredentialRefused or CellFault.NoCredential)
        {
            LogCredential(_logger, cell.RuntimeId, fault);
        }
        else
        {
            LogFailed(_logger, cell.RuntimeId, fault);
        }
    }

    /// <summary>What is wrong with the tenants of the cells, each with its fix.</summary>
    internal IEnumerable<string> Errors() => _cells.Values.Where(c => !c.Options.IsShared && _owners.Of(c.RuntimeId).Count > 1).Select(static c =>
        $"OCT2801: more than one tenant of the directory has the runtime '{c.RuntimeId}', and a cell serves exactly one. Give each its own cell, or set CellOptions.IsShared and guard it.");

    public void Dispose()
    {
        foreach (Cell cell in _cells.Values)
        {
            cell.Dispose();
        }
    }

    [LoggerMessage(EventId = 2801, EventName = "CellNotAlone", Level = LogLevel.Error, Message = "OCT2801: more than one tenant is, or was, on the cell {RuntimeId}, which is not shared. Those who ask for it are refused.")]
    private static partial void LogNotAlone(ILogger logger, string runtimeId);

    [LoggerMessage(EventId = 2802, EventName = "CellMissing", Level = LogLevel.Warning, Message = "OCT2802: a tenant has no cell: its directory entry names no runtime, or one that IngressOptions.Cells lacks. The record of the refusal says whose it is.")]
    private static partial void LogNoCell(ILogger logger);

    [LoggerMessage(EventId = 2803, EventName = "CellFailed", Level = LogLevel.Error, Message = "OCT2803: the cell {RuntimeId} fails ({Fault}). Its tenants are answered with 503 until it is well.")]
    private static partial void LogFailed(ILogger logger, string runtimeId, CellFault fault);

    [LoggerMessage(EventId = 2804, EventName = "CellCredentialRefused", Level = LogLevel.Error, Message = "OCT2804: the cell {RuntimeId} does not take its credential, or there is none ({Fault}).")]
    private static partial void LogCredential(ILogger logger, string runtimeId, CellFault fault);
}
