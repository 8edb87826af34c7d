using System.Globalization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

/// <summary>Makes one token. It needs no gateway: the keys and the directory are in the data folder, and a gateway may serve them meanwhile.</summary>
internal static class TokenCommand
{
    private const string DefaultRole = "member";
    private const int MaxLifetime = 300;
    private const int MaxSubject = 256;

    internal static async Task<int> RunAsync(CommandLine line, string? environment, TextWriter output, CancellationToken cancellationToken)
    {
        TimeSpan lifetime = ReadLifetime(line["--lifetime"]);
        string tenantText = line.Require("--tenant");
        string subject = line.Require("--subject");
        if (subject.Length > MaxSubject)
        {
            throw new WrongUseException($"The option '--subject' takes at most {MaxSubject} characters.");
        }

        if (line["--role"] is not null && line["--scopes"] is not null)
        {
            throw new WrongUseException("Use --role or --scopes, not both.");
        }

        using IHost host = await TokenHost.StartAsync(
            new GatewayOptions { Data = line["--data"] ?? GatewayOptions.DefaultData, Postgres = line["--postgres"], Environment = environment }, cancellationToken);
        if (!host.Services.GetRequiredService<TenantDirectory>().TryFind(tenantText, out TenantEntry? tenant))
        {
            throw new WrongUseException("The option '--tenant' takes a tenant of the directory, such as acme, or platform.");
        }

        string[] scopes = line["--scopes"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? ScopesOf(line["--role"] ?? DefaultRole, tenant.Id);
        await output.WriteLineAsync(await IssueAsync(host, Request(tenant.Id, subject, scopes, lifetime), cancellationToken));
        return ExitCode.Done;
    }

    internal static TenantTokenRequest Request(TenantId tenant, string subject, string[] scopes, TimeSpan? lifetime) =>
        new() { Tenant = tenant, Subject = subject, Scopes = scopes, Lifetime = lifetime };

    /// <summary>A role's scopes on the tenant's axis; a platform operator's are global, and have bare names.</summary>
    internal static string[] ScopesOf(string role, TenantId tenant)
    {
        TenantRole known = TenantRoles.FromText(role);
        if (known == TenantRole.None)
        {
            throw new WrongUseException("The option '--role' takes owner, admin, member or readonly.");
        }

        return [.. TenantRoles.ScopesOf(known).Select(name => tenant == TenantId.Platform ? name : $"{name}@{tenant}")];
    }

    private static async Task<string> IssueAsync(IHost host, TenantTokenRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await host.Mint().IssueAsync(request, cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw new WrongUseException(exception.Message);
        }
    }

    private static TimeSpan ReadLifetime(string? text)
    {
        int seconds = MaxLifetime;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds is >= 1 and <= MaxLifetime)
            ? TimeSpan.FromSeconds(seconds)
            : throw new WrongUseException($"The option '--lifetime' takes a number of seconds from 1 to {MaxLifetime}.");
    }
}
