using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>What a route takes: a query of known names, or a body, or nothing.</summary>
/// <remarks>SECURITY: what a route does not know is refused and not ignored, so that <c>?tenant=victim</c> never looks as if it counted.</remarks>
internal sealed class RouteInput : IRequestInput
{
    private readonly string[] _names;
    private readonly Func<HttpRequest, ValueTask<IInput>> _read;

    private RouteInput(string[] names, Func<HttpRequest, ValueTask<IInput>> read) => (_names, _read) = (names, read);

    internal static RouteInput None { get; } = Query([], static _ => new NoInput());

    internal static RouteInput Query(string[] names, Func<IQueryCollection, IInput> read) => new(names, async request =>
    {
        await StrictBody.RequireNoneAsync(request).ConfigureAwait(false);
        return read(request.Query);
    });

    internal static RouteInput Page(string list) => Query([PageQuery.LimitName, PageQuery.CursorName], query => PageQuery.Read(list, query));

    internal static RouteInput Body<T>(JsonTypeInfo<T> type, Func<T>? whenEmpty = null)
        where T : class, IInput => new([], async request => await StrictBody.ReadAsync(request, type, whenEmpty).ConfigureAwait(false));

    /// <summary>A body that is also checked by what the host has configured.</summary>
    /// <param name="type">Its form.</param>
    /// <param name="require">Throws <see cref="ArgumentException"/> for one that is malformed.</param>
    internal static RouteInput Body<T>(JsonTypeInfo<T> type, Action<T> require)
        where T : class, IInput => new([], async request =>
    {
        T body = await StrictBody.ReadAsync(request, type, whenEmpty: null).ConfigureAwait(false);
        require(body);
        return body;
    });

    public async ValueTask<Problem?> ReadAsync(HttpContext context, VerifiedTenantClaim claim)
    {
        if (!context.Request.Query.All(p => p.Value.Count == 1 && _names.Contains(p.Key, StringComparer.Ordinal)))
        {
            return Problem.InvalidRequest;
        }

        try
        {
            IInput input = await _read(context.Request).ConfigureAwait(false);
            context.Features.Set(input);
            return input.RefusalFor(claim);
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problem.TooLarge : Problem.InvalidRequest;
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            return Problem.InvalidRequest;
        }
    }
}
