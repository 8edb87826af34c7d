using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>What is answered: a body, or a refusal.</summary>
internal sealed class AdministrationAnswer
{
    private readonly int _status;
    private readonly byte[] _body;
    private readonly string? _location;

    private AdministrationAnswer(int status, byte[] body, string? location, Problem? refusal) =>
        (_status, _body, _location, Refusal) = (status, body, location, refusal);

    /// <summary>The refusal, or null.</summary>
    internal Problem? Refusal { get; }

    internal static AdministrationAnswer Ok<T>(T value, JsonTypeInfo<T> type) => new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(value, type), location: null, refusal: null);

    internal static AdministrationAnswer Created<T>(T value, JsonTypeInfo<T> type, string location) =>
        new(StatusCodes.Status201Created, JsonSerializer.SerializeToUtf8Bytes(value, type), location, refusal: null);

    internal static AdministrationAnswer Accepted<T>(T value, JsonTypeInfo<T> type, string location) =>
        new(StatusCodes.Status202Accepted, JsonSerializer.SerializeToUtf8Bytes(value, type), location, refusal: null);

    internal static AdministrationAnswer NoContent() => new(StatusCodes.Status204NoContent, [], location: null, refusal: null);

    internal static AdministrationAnswer Ended(DirectoryWrite write, string id, string status) =>
        write.Refusal is { } refusal ? Refused(refusal) : Ok(new EndedView(id, status), AdministrationJson.Default.EndedView);

    internal static AdministrationAnswer Refused(DirectoryRefusal refusal) => Refused(refusal.Reason switch
    {
        DirectoryRefusalReason.NotFound => Problem.NotFound,
        DirectoryRefusalReason.Conflict or DirectoryRefusalReason.LimitReached => Problem.Conflict,

        // No scope is missing: an admin holds every scope that an owner does. What forbids it is the rule of granting.
        DirectoryRefusalReason.NotAllowed => Problem.PolicyForbid,
        _ => Problem.DependencyUnavailable,
    });

    internal static AdministrationAnswer Refused(Problem refusal) => new(refusal.Status, [], location: null, refusal);

    internal Task WriteAsync(HttpContext context)
    {
        if (Refusal is not null)
        {
            return Refusal.WriteAsync(context);
        }

        HttpResponse response = context.Response;
        response.StatusCode = _status;
        if (_status != StatusCodes.Status204NoContent)
        {
            response.ContentType = "application/json";
            response.ContentLength = _body.Length;
        }

        response.Headers.CacheControl = "no-store";
        if (_location is not null)
        {
            response.Headers.Location = _location;
        }

        return _body.Length == 0 ? Task.CompletedTask : response.Body.WriteAsync(_body, context.RequestAborted).AsTask();
    }
}
