using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Ingress.Cells;
using OpenClaw.Tenancy.Ingress.Frames;
using OpenClaw.Tenancy.Ingress.Guards;
using Yarp.ReverseProxy.Forwarder;

namespace OpenClaw.Tenancy.Ingress.Http;

/// <summary>Relays HTTP requests to the cell of the caller's tenant. A singleton, safe for use by many threads.</summary>
internal sealed class GatewayForwarder(
    CellRegistry registry, CellCredentials credentials, CellGuards guards, LiveConnections connections, IHttpForwarder forwarder, PolicyEngine engine, RefusalTrail trail, TimeProvider time)
{
    private readonly AccessAction _asOwner = engine.Action(ChatCommands.Admin, "gateway:http_as_owner");

    internal async Task ForwardAsync(HttpContext context, GatewayRoute route)
    {
        LiveOpening opening = connections.Open(context);
        if (!opening.IsOpen)
        {
            await opening.Refusal.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        // It ends when the claim does, as everything that is held open for somebody.
        using LiveConnection connection = opening.Connection;
        if (registry.TryEnter(connection.Tenant, isConnection: false, out CellPlace? place) != CellFault.None)
        {
            await RefuseAsync(context, connection, route, Problem.DependencyUnavailable).ConfigureAwait(false);
            return;
        }

        using (place)
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(connection.Ended, context.RequestAborted))
        {
            try
            {
                await ForwardAsync(context, connection, place!.Cell, route, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                await BreakOffAsync(context, connection).ConfigureAwait(false);
            }
        }
    }

    // The claim, or whoever asked, is gone.
    private static Task BreakOffAsync(HttpContext context, LiveConnection connection)
    {
        if (context.Response.HasStarted || connection.End is null)
        {
            // Half of an answer must not look like the whole.
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.Clear();
        return Problem.TokenInvalid.WriteAsync(context);
    }

    private async Task ForwardAsync(HttpContext context, LiveConnection connection, Cell cell, GatewayRoute route, CancellationToken cancellationToken)
    {
        // What HTTP says names agents and sessions in places that no guard of a shared gateway keeps apart.
        if (cell.Options.IsShared)
        {
            await RefuseAsync(context, connection, route, Problem.PolicyForbid).ConfigureAwait(false);
            return;
        }

        // SECURITY: by its token a gateway takes every HTTP request for its owner's, whatever scopes come with it. So the caller has to be one.
        if (cell.Options.Auth is not CellAuth.TrustedProxy)
        {
            DenyReason refused = engine.Admit(new AccessRequest(connection.Claim, _asOwner, default, time.GetUtcNow()) { CorrelationId = connection.CorrelationId });
            if (refused != DenyReason.None)
            {
                await Problem.For(refused).WriteAsync(context).ConfigureAwait(false);
                return;
            }
        }

        if (!RoutingHeaders.TryRead(context.Request.Headers, out IReadOnlyList<KeyValuePair<string, string>> chosen))
        {
            await RefuseAsync(context, connection, route, Problem.InvalidRequest).ConfigureAwait(false);
            return;
        }

        Problem? bad = HttpMethods.IsGet(route.Method) ? RefusalOfBody(context) : await ReadBodyAsync(context, connection, cell, cancellationToken).ConfigureAwait(false);
        if (bad is not null)
        {
            await RefuseAsync(context, connection, route, bad).ConfigureAwait(false);
            return;
        }

        await SendAsync(context, connection, cell, route, chosen, cancellationToken).ConfigureAwait(false);
    }

    private static Problem? RefusalOfBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false ? null : Problem.InvalidRequest;

    private async ValueTask<Problem?> ReadBodyAsync(HttpContext context, LiveConnection connection, Cell cell, CancellationToken cancellationToken)
    {
        if (!context.Request.HasJsonContentType())
        {
            return Problem.InvalidRequest;
        }

        if (await BodyReader.ReadAsync(context.Request, cell.Options.MaxBodyBytes, cancellationToken).ConfigureAwait(false) is not { } body)
        {
            return Problem.TooLarge;
        }

        ReadOnlyMemory<byte> text = body.GetBuffer().AsMemory(0, (int)body.Length);
        try
        {
            if (!IsOneObject(text.Span))
            {
                return Problem.InvalidRequest;
            }

            if (guards.Missing(connection.Claim, text.Span) is not null)
            {
                return Problem.ScopeMissing;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Problem.InvalidRequest;
        }

        context.Request.Body = body;
        return null;
    }

    private async Task SendAsync(
        HttpContext context, LiveConnection connection, Cell cell, GatewayRoute route, IReadOnlyList<KeyValuePair<string, string>> chosen, CancellationToken cancellationToken)
    {
        var config = new ForwarderRequestConfig { ActivityTimeout = cell.Options.WaitTimeout, Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact, AllowResponseBuffering = false };
        int? refused = null;
        for (int attempt = 0; ; attempt++)
        {
            GatewayTransformer? transformer = null;
            if (cell.Options.Auth == CellAuth.TrustedProxy)
            {
                transformer = new GatewayTransformer(new Uri(cell.Address, route.Path), [.. ProxyHeaders.Of(cell.Options, connection.Claim, context), .. chosen], bearer: null, trace: null);
            }
            else
            {
                int version = await credentials.UseAsync(
                    cell,
                    connection.Tenant,
                    refused,
                    connection.CorrelationId,
                    (credential, _) =>
                    {
                        transformer = new GatewayTransformer(new Uri(cell.Address, route.Path), chosen, Encoding.UTF8.GetString(credential.Span), CredentialTrace.InJson(credential.Span));
                        return ValueTask.CompletedTask;
                    },
                    cancellationToken).ConfigureAwait(false);
                refused = version;
            }

            if (transformer is null)
            {
                registry.Failed(cell, attempt == 0 ? CellFault.NoCredential : CellFault.CredentialRefused);
                await RefuseAsync(context, connection, route, Problem.DependencyUnavailable).ConfigureAwait(false);
                return;
            }

            ForwarderError error = await forwarder.SendAsync(context, cell.Address.GetLeftPart(UriPartial.Authority), cell.Invoker, config, transformer, cancellationToken).ConfigureAwait(false);
            bool isRetried = transformer.Status == HttpStatusCode.Unauthorized && attempt == 0 && refused is not null && !context.Response.HasStarted;
            if (!isRetried)
            {
                await EndAsync(context, connection, cell, route, transformer, error).ConfigureAwait(false);
                return;
            }

            context.Response.Clear();
            _ = context.Request.Body is MemoryStream body ? body.Position = 0 : 0;
        }
    }

    private async Task EndAsync(HttpContext context, LiveConnection connection, Cell cell, GatewayRoute route, GatewayTransformer transformer, ForwarderError error)
    {
        if (error == ForwarderError.None && transformer.IsForClient)
        {
            cell.Succeeded();
            return;
        }

        if (connection.End is not null || context.RequestAborted.IsCancellationRequested)
        {
            await BreakOffAsync(context, connection).ConfigureAwait(false);
            return;
        }

        if (error != ForwarderError.None && transformer.Status is null)
        {
            registry.Failed(cell, CellFault.Unreachable);
        }
        else if (transformer.Status == HttpStatusCode.Unauthorized)
        {
            registry.Failed(cell, CellFault.CredentialRefused);
        }

        if (context.Response.HasStarted)
        {
            // Half of an answer must not look like the whole.
            context.Abort();
            return;
        }

        context.Response.Clear();
        await RefuseAsync(context, connection, route, Problem.DependencyUnavailable).ConfigureAwait(false);
    }

    private Task RefuseAsync(HttpContext context, LiveConnection connection, GatewayRoute route, Problem problem)
    {
        trail.Record(context, connection.Claim, route.Action, resourceId: null, problem.Code);
        return problem.WriteAsync(context);
    }

    // Read to its end, so that what follows it is found too.
    private static bool IsOneObject(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = GatewayFrameReader.MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read())
        {
            // To the end.
        }

        return true;
    }
}
