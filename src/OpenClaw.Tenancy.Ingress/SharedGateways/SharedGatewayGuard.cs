using System.Buffers;
using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Ingress.Frames;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>The guard of a gateway that several tenants share: each reaches its own agents, sessions, runs, events and approvals, by its own names for them.</summary>
/// <remarks>
/// <para>A method or an event that cannot be expressed for one tenant is refused, and so is each part of a frame that is not known. A foreign session is answered like an absent one.</para>
/// <para>It does not contain what runs inside the gateway: tools and code of a tenant act there with the gateway's authority. Where tenants bring code, give each a cell of its own.</para>
/// One for each connection; one thread at a time for each direction.
/// </remarks>
#pragma warning disable CA1001 // Reason: its writers write to what they are given, and hold nothing that is to be let go.
public sealed class SharedGatewayGuard : IFrameGuard
#pragma warning restore CA1001 // Reason: the end of the above.
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonReaderOptions Reading = new() { MaxDepth = GatewayFrameReader.MaxDepth };

    private readonly SharedMethods _known = SharedMethods.Default;
    private readonly KnownApprovals _approvals = new();
    private readonly TenantNames _names;
    private readonly SharedAnswers _answers;

    // One for each direction, for as long as the connection lasts: a frame is small beside a writer.
    private Utf8JsonWriter? _asking;
    private Utf8JsonWriter? _telling;

    /// <summary>Makes the guard of a connection.</summary>
    /// <param name="tenant">The tenant of its claim.</param>
    /// <param name="agents">The tenant's agents, of which the first is asked where a client names none.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There is no agent.</exception>
    public SharedGatewayGuard(TenantId tenant, IReadOnlyList<AgentId> agents)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(agents);
        if (agents.Count == 0)
        {
            throw new ArgumentException("A tenant of a shared gateway has at least one agent. Name it; 'main' is usual.", nameof(agents));
        }

        _names = new TenantNames(tenant, agents);
        _answers = new SharedAnswers(agents);
        DefaultAgent = agents[0];
    }

    /// <inheritdoc />
    public IEnumerable<string> Methods => _known.Methods.Keys.Concat(SharedAnswers.Methods).Order(StringComparer.Ordinal);

    /// <inheritdoc />
    public IEnumerable<string> Events => _known.Events.Keys.Order(StringComparer.Ordinal);

    /// <inheritdoc />
    public AgentId DefaultAgent { get; }

    /// <inheritdoc />
    public GuardVerdict Ask(in GatewayFrame request, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (_answers.TryWrite(request, output))
        {
            return GuardVerdict.Answer;
        }

        if (!_known.Methods.TryGetValue(request.Name, out SharedMethod? method))
        {
            return GuardVerdict.Refuse(Problem.NotFound);
        }

        ReadOnlyMemory<byte> parameters = request.Body.IsEmpty ? "{}"u8.ToArray() : request.Body;
        return Verdict(Asked(parameters.Span, method, output), MapDirection.Asked);
    }

    /// <inheritdoc />
    public GuardVerdict Answer(string method, in GatewayFrame response, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!_known.Methods.TryGetValue(method, out SharedMethod? known))
        {
            return GuardVerdict.Refuse(Problem.DependencyUnavailable);
        }

        if (!response.IsOk)
        {
            return GatewayError.TryWrite(response.Error.Span, output) ? GuardVerdict.Forward : GuardVerdict.Refuse(Problem.DependencyUnavailable);
        }

        return Verdict(Told(response.Body.Span, known.Result, output), MapDirection.Told);
    }

    /// <inheritdoc />
    public GuardVerdict Tell(in GatewayFrame told, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!_known.Events.TryGetValue(told.Name, out Shape? shape))
        {
            return GuardVerdict.Drop;
        }

        MapOutcome outcome = Told(told.Body.Span, shape, output);
        return outcome == MapOutcome.Foreign ? GuardVerdict.Drop : Verdict(outcome, MapDirection.Told);
    }

    private static GuardVerdict Verdict(MapOutcome outcome, MapDirection direction) => (outcome, direction) switch
    {
        (MapOutcome.Mapped, _) => GuardVerdict.Forward,
        (MapOutcome.Foreign, _) => GuardVerdict.Refuse(Problem.NotFound),
        (_, MapDirection.Asked) => GuardVerdict.Refuse(Problem.InvalidRequest),
        _ => GuardVerdict.Refuse(Problem.DependencyUnavailable),
    };

    // What the frame before left in it, one that was refused, is thrown away.
    private static Utf8JsonWriter Over(IBufferWriter<byte> output, ref Utf8JsonWriter? writer)
    {
        if (writer is null)
        {
            return writer = new Utf8JsonWriter(output, Writing);
        }

        writer.Reset(output);
        return writer;
    }

    private MapOutcome Asked(ReadOnlySpan<byte> parameters, SharedMethod method, IBufferWriter<byte> output)
    {
        try
        {
            if (!AgentBeside.TryRead(parameters, _names, out OpenClawAgentName? agent))
            {
                return MapOutcome.Foreign;
            }

            var reader = new Utf8JsonReader(parameters, Reading);
            var mapper = new ShapeMapper(parameters, _names, _approvals, [], MapDirection.Asked, agent);
            Utf8JsonWriter writer = Over(output, ref _asking);
            MapOutcome outcome = reader.Read() && reader.TokenType == JsonTokenType.StartObject
                ? mapper.Object(ref reader, method.Parameters, writer, new MemberAdditions(method.AddsAgent ? (agent ?? _names.Default).AgentId : null, method.Always))
                : MapOutcome.NotUnderstood;
            if (outcome == MapOutcome.Mapped)
            {
                writer.Flush();
            }

            return outcome;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return MapOutcome.NotUnderstood;
        }
    }

    private MapOutcome Told(ReadOnlySpan<byte> body, Shape shape, IBufferWriter<byte> output)
    {
        try
        {
            List<string> told = [];
            var reader = new Utf8JsonReader(body, Reading);
            var mapper = new ShapeMapper(body, _names, _approvals, told, MapDirection.Told, agent: null);
            Utf8JsonWriter writer = Over(output, ref _telling);
            MapOutcome outcome = reader.Read() ? mapper.Map(ref reader, shape, writer) : MapOutcome.NotUnderstood;
            if (outcome == MapOutcome.Mapped)
            {
                writer.Flush();
                if (told.Count > 0)
                {
                    _approvals.Add(told);
                }
            }

            return outcome;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return MapOutcome.NotUnderstood;
        }
    }
}
