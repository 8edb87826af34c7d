using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Storage.Files.Linux;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Opens the directory of a tenant. No two tenants are given directories that are equal, nested or linked.</summary>
/// <remarks>
/// A singleton, safe for use by many threads. Linux on x64 and arm64 alone; elsewhere a host with tenant directories does not start.
/// It keeps the tenants of one host apart, and is no boundary against code that runs in the process.
/// </remarks>
public sealed partial class TenantDirectoryRoots
{
    private readonly TenantDirectoryOptions _options;
    private readonly PolicyEngine _engine;
    private readonly ILogger _logger;
    private readonly RootPlaces _places;
    private readonly RootClaims _claims;
    private readonly PathWalk _walk;

    internal TenantDirectoryRoots(TenantDirectoryOptions options, PolicyEngine engine, ILogger logger)
    {
        (_options, _engine, _logger) = (options, engine, logger);
        Confinement = options.Confinement ?? Best();
        _walk = Confinement == TenantDirectoryConfinement.Kernel ? new KernelWalk() : new CheckedWalk();
        _places = new RootPlaces(options);
        _claims = new RootClaims(_places);
        List<string> errors = RootSurvey.Run(_places, _claims, options.Roots.Keys);
        if (errors.Count != 0)
        {
            throw new TenancyConfigurationException(errors);
        }
    }

    /// <summary>What holds operations inside a tenant's directory on this machine.</summary>
    public TenantDirectoryConfinement Confinement { get; }

    /// <summary>Opens the directory of a scope's tenant, and makes it (mode 0700) where it is missing.</summary>
    /// <param name="context">The scope's tenant; it is looked at again at each operation.</param>
    /// <returns>The directory, to be disposed.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant or has ended, or its claim is dead.</exception>
    /// <exception cref="TenantMismatchException">The scope is another container's.</exception>
    /// <exception cref="ConfinementException">The directory cannot be used: <see cref="ConfinementReason.RootRefused"/>. The log says why.</exception>
    public TenantDirectoryRoot Open(TenantContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _engine.Knows(context.Claim) ? Open(() => context.Tenant) : throw new TenantMismatchException(
            "The scope belongs to another container, so its tenant is none of this one's. Take the context from the same container.");
    }

    /// <summary>Opens the directory that a permit reaches, and makes it (mode 0700) where it is missing.</summary>
    /// <param name="permit">The permit; it is checked again at each operation.</param>
    /// <param name="action">The action that it must have been earned for.</param>
    /// <param name="resourceId">The resource that it must have been earned for, or null for the whole collection.</param>
    /// <returns>The directory, to be disposed.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is missing, for something else, or dead.</exception>
    /// <exception cref="ConfinementException">The directory cannot be used: <see cref="ConfinementReason.RootRefused"/>. The log says why.</exception>
    public TenantDirectoryRoot Open(AccessPermit permit, AccessAction action, string? resourceId = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        return Open(() => _engine.Demand(permit, action, resourceId));
    }

    /// <summary>Opens the directory of the tenant whose vault may be reached, and makes it (mode 0700) where it is missing.</summary>
    /// <param name="access">The right; it is asked again at each operation.</param>
    /// <returns>The directory, to be disposed.</returns>
    /// <exception cref="TenantScopeRequiredException">What is behind the right has ended.</exception>
    /// <exception cref="ConfinementException">The directory cannot be used: <see cref="ConfinementReason.RootRefused"/>. The log says why.</exception>
    public TenantDirectoryRoot Open(VaultAccess access)
    {
        ArgumentNullException.ThrowIfNull(access);
        return Open(access.RequireTenant);
    }

    /// <summary>The strongest confinement of this machine.</summary>
    internal static TenantDirectoryConfinement Best()
    {
        int descriptor = LinuxCalls.IsSupported ? LinuxCalls.OpenTrusted("/\0"u8, OpenFlags.Walk) : -Errno.NoSystemCall;
        if (descriptor < 0)
        {
            return TenantDirectoryConfinement.None;
        }

        using var top = new SafeFileHandle(descriptor, ownsHandle: true);
        return KernelWalk.IsAvailable(top) ? TenantDirectoryConfinement.Kernel : TenantDirectoryConfinement.CheckedHandles;
    }

    private TenantDirectoryRoot Open(Func<TenantId> demand)
    {
        TenantId tenant = demand();
        SafeFileHandle? handle = _claims.Open(tenant, make: true, out FileFacts facts, out string? refusal);
        if (handle is null)
        {
            // SECURITY: the words name other tenants and paths of the host, so they go to the operator alone.
            LogRefused(_logger, refusal);
            throw Refusal.Of(ConfinementReason.RootRefused);
        }

        return new TenantDirectoryRoot(tenant, demand, new ConfinedDirectory(handle, in facts, _walk), _options.MaxWholeFileBytes);
    }

    [LoggerMessage(EventId = 1003, EventName = "TenantRootRefused", Level = LogLevel.Error, Message = "OCT1003: the directory of a tenant was not opened. {Refusal}")]
    private static partial void LogRefused(ILogger logger, string? refusal);
}
