using System.Buffers;
using System.Net;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Secrets;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>Checks the cells at start: all errors at once, each with its fix.</summary>
internal sealed class IngressOptionsValidator : IValidateOptions<IngressOptions>
{
    private const int MaxRuntimeId = 128;

    // A token of RFC 9110, section 5.6.2.
    private static readonly SearchValues<char> HeaderCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public ValidateOptionsResult Validate(string? name, IngressOptions options)
    {
        string[] errors = [.. options.Cells.SelectMany(c => c.Value is null ? [$"IngressOptions.Cells['{c.Key}'] is null. Set its options, or take it away."] : ErrorsOf(c.Key, c.Value)), .. Twins(options)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(string id, CellOptions cell) =>
        IdentityErrors(id, cell).Concat(ProxyErrors(id, cell)).Concat(BoundErrors(id, cell)).Concat(TimeErrors(id, cell));

    private static IEnumerable<string> IdentityErrors(string id, CellOptions cell)
    {
        if (id.Length is 0 or > MaxRuntimeId || id.Any(static c => c is <= ' ' or > '~'))
        {
            yield return "A key of IngressOptions.Cells is no runtime id. Use the text of the directory's RuntimeId: 1 to 128 visible ASCII characters.";
        }

        if (!CellAddress.TryRead(cell.Address, out _))
        {
            yield return $"IngressOptions.Cells['{id}'].Address is none. Use http:// or https:// with a host and a port, and no path, user, query or fragment.";
        }

        if (cell.Auth is not (CellAuth.Token or CellAuth.TrustedProxy))
        {
            yield return $"Set IngressOptions.Cells['{id}'].Auth to Token or TrustedProxy, as the gateway's gateway.auth.mode says.";
        }

        if (!SecretName.TryFrom(cell.Secret, out _))
        {
            yield return $"IngressOptions.Cells['{id}'].Secret is no name of a secret. Use a name such as cell_token.";
        }

        if (cell is { IsShared: true, Auth: CellAuth.Token } && (!TenantId.TryFrom(cell.SecretTenant, out TenantId? owner) || owner == TenantId.Platform))
        {
            yield return $"IngressOptions.Cells['{id}'] is shared and takes a token, and SecretTenant names no tenant. Set it to a tenant of the host's own, of which nobody is a member.";
        }
    }

    private static IEnumerable<string> ProxyErrors(string id, CellOptions cell)
    {
        foreach (string header in cell.Headers.Keys.Append(cell.UserHeader).Where(IsTaken))
        {
            yield return $"IngressOptions.Cells['{id}'] names the header '{header}', which is none or is made by the ingress itself. Use another one.";
        }

        if (cell.Headers.Values.Any(static v => string.IsNullOrWhiteSpace(v) || v.Any(static c => c is < ' ' or > '~')))
        {
            yield return $"A value of IngressOptions.Cells['{id}'].Headers is empty or has characters that no header may have.";
        }

        if (cell.Headers.ContainsKey(cell.UserHeader ?? string.Empty))
        {
            yield return $"IngressOptions.Cells['{id}'].Headers has the header that names the caller. Take it away, or use another UserHeader.";
        }

        if (cell.ClientAddress is { } address && !IPAddress.TryParse(address, out _))
        {
            yield return $"IngressOptions.Cells['{id}'].ClientAddress is no IP address. Use one that is not loopback, or null for the caller's own.";
        }
    }

    // SECURITY: two cells at one address are one gateway.
    private static IEnumerable<string> Twins(IngressOptions options) => options.Cells.Where(static c => c.Value is not null)
        .Select(static c => CellAddress.TryRead(c.Value.Address, out Uri? address) ? $"{HostOf(address)}:{address.Port}" : null).OfType<string>()
        .GroupBy(static a => a, StringComparer.OrdinalIgnoreCase).Where(static g => g.Count() > 1)
        .Select(static g => $"More than one of IngressOptions.Cells has the address {g.Key}, and a gateway that two tenants reach is shared. Give each its own gateway, or make one cell of them with IsShared.");

    // One machine has more names than one: its own, with a dot behind, or as an address within another. What a name server says is not asked.
    private static string HostOf(Uri address)
    {
        string host = address.IdnHost.TrimEnd('.');
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback.ToString()
            : !IPAddress.TryParse(host, out IPAddress? ip) ? host
            : ip.Equals(IPAddress.IPv6Loopback) ? IPAddress.Loopback.ToString()
            : ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4().ToString() : ip.ToString();
    }

    private static bool IsTaken(string? header) => string.IsNullOrEmpty(header) || header.AsSpan().ContainsAnyExcept(HeaderCharacters)
        || header.StartsWith("x-openclaw-", StringComparison.OrdinalIgnoreCase) || header.StartsWith("sec-", StringComparison.OrdinalIgnoreCase)
        || IsOneOf(header, "authorization", "cookie", "host", "connection", "upgrade", "transfer-encoding", "content-length", "content-type", "accept", "forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "origin", "te", "trailer", "keep-alive", "proxy-authorization", "proxy-connection", "expect");

    private static bool IsOneOf(string header, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (string.Equals(header, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> BoundErrors(string id, CellOptions cell)
    {
        (string Name, int Value, int Most)[] bounds =
        [
            (nameof(cell.MaxConnections), cell.MaxConnections, 100_000), (nameof(cell.MaxRequests), cell.MaxRequests, 100_000), (nameof(cell.MaxPendingRequests), cell.MaxPendingRequests, 10_000),
            (nameof(cell.MaxFrameBytes), cell.MaxFrameBytes, 64 * 1024 * 1024), (nameof(cell.MaxBodyBytes), cell.MaxBodyBytes, 64 * 1024 * 1024),
        ];
        return bounds.Where(static b => b.Value < 1 || b.Value > b.Most).Select(b => $"Set IngressOptions.Cells['{id}'].{b.Name} to between 1 and {b.Most}.");
    }

    private static IEnumerable<string> TimeErrors(string id, CellOptions cell)
    {
        (string Name, TimeSpan Value)[] times =
        [
            (nameof(cell.ConnectTimeout), cell.ConnectTimeout), (nameof(cell.RequestTimeout), cell.RequestTimeout), (nameof(cell.WaitTimeout), cell.WaitTimeout),
            (nameof(cell.BackOff), cell.BackOff), (nameof(cell.MaxBackOff), cell.MaxBackOff),
        ];
        foreach ((string name, _) in times.Where(static t => t.Value <= TimeSpan.Zero || t.Value > TimeSpan.FromHours(1)))
        {
            yield return $"Set IngressOptions.Cells['{id}'].{name} to more than zero and at most one hour.";
        }

        if (cell.MaxBackOff < cell.BackOff)
        {
            yield return $"Set IngressOptions.Cells['{id}'].MaxBackOff to at least BackOff.";
        }

        if (cell.ProbeInterval < TimeSpan.Zero || cell.ProbeInterval > TimeSpan.FromHours(1))
        {
            yield return $"Set IngressOptions.Cells['{id}'].ProbeInterval to zero, for never, or to at most one hour.";
        }
    }
}
