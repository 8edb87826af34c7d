using System.Text.Json;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>Reads a part of a frame by its shape, and writes it with the names of the other side.</summary>
/// <remarks>
/// Nothing passes that the shape does not name. Of what goes out, an object that lacks a member it must have, or names another tenant's
/// agent, session or run, is another tenant's: it is left out of a list, and elsewhere takes the whole with it.
/// </remarks>
/// <param name="body">The text that the reader reads.</param>
/// <param name="names">The tenant's names.</param>
/// <param name="approvals">The approvals that the tenant was told of.</param>
/// <param name="told">Takes the approvals that are told of here.</param>
/// <param name="direction">Which way it goes.</param>
/// <param name="agent">The agent that a request names beside its session, or null.</param>
internal readonly ref struct ShapeMapper(ReadOnlySpan<byte> body, TenantNames names, KnownApprovals approvals, List<string> told, MapDirection direction, OpenClawAgentName? agent)
{
    private const int MaxMemberName = 128;
    private readonly ReadOnlySpan<byte> _body = body;
    private readonly TextMapper _texts = new(names, approvals, told, direction, agent);

    /// <summary>Maps one value.</summary>
    /// <param name="reader">Stands on its first token; afterwards on its last where it was mapped.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="writer">Takes it, or null to look only.</param>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A string is no text.</exception>
    internal MapOutcome Map(ref Utf8JsonReader reader, Shape shape, Utf8JsonWriter? writer)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Object:
                return reader.TokenType == JsonTokenType.StartObject ? Object(ref reader, shape, writer, default) : MapOutcome.NotUnderstood;
            case ShapeKind.List:
                return reader.TokenType == JsonTokenType.StartArray ? List(ref reader, shape.Item!, writer) : MapOutcome.NotUnderstood;
            case ShapeKind.Any:
                return new AnyMapper(_body, names).Map(ref reader, writer);
            case ShapeKind.Number when reader.TokenType == JsonTokenType.Number:
            case ShapeKind.Flag when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                writer?.WriteRawValue(_body[(int)reader.TokenStartIndex..(int)reader.BytesConsumed], skipInputValidation: true);
                return MapOutcome.Mapped;
            case ShapeKind.Number or ShapeKind.Flag or ShapeKind.None:
                return MapOutcome.NotUnderstood;
            default:
                return reader.TokenType == JsonTokenType.String ? _texts.Map(reader.GetString()!, shape.Kind, writer) : MapOutcome.NotUnderstood;
        }
    }

    /// <summary>Maps an object, and adds to it what its method always says.</summary>
    internal MapOutcome Object(ref Utf8JsonReader reader, Shape shape, Utf8JsonWriter? writer, MemberAdditions additions)
    {
        ulong seen = 0;
        writer?.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ShapeMember? member = Named(ref reader, shape);
            reader.Read();
            bool isNull = reader.TokenType == JsonTokenType.Null;
            if (member is null || (isNull && member.Shape.Kind != ShapeKind.Any))
            {
                if (member is null && direction == MapDirection.Asked)
                {
                    return MapOutcome.NotUnderstood;
                }

                reader.Skip();
                continue;
            }

            // Of two members of one name each side could take the other.
            if ((seen & member.Bit) != 0)
            {
                return MapOutcome.NotUnderstood;
            }

            seen |= member.Bit;
            writer?.WritePropertyName(member.Name);
            MapOutcome outcome = Map(ref reader, member.Shape, writer);
            if (outcome != MapOutcome.Mapped)
            {
                return outcome;
            }
        }

        if ((seen & shape.Required) != shape.Required)
        {
            return direction == MapDirection.Told ? MapOutcome.Foreign : MapOutcome.NotUnderstood;
        }

        additions.Write(writer, shape, seen);
        writer?.WriteEndObject();
        return MapOutcome.Mapped;
    }

    private MapOutcome List(ref Utf8JsonReader reader, Shape item, Utf8JsonWriter? writer)
    {
        writer?.WriteStartArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // What is left out must not have been begun.
            Utf8JsonReader look = reader;
            MapOutcome outcome = Map(ref look, item, writer: null);
            if (outcome == MapOutcome.Foreign && direction == MapDirection.Told)
            {
                reader.Skip();
                continue;
            }

            if (outcome != MapOutcome.Mapped)
            {
                return outcome;
            }

            Map(ref reader, item, writer);
        }

        writer?.WriteEndArray();
        return MapOutcome.Mapped;
    }

    private static ShapeMember? Named(ref Utf8JsonReader reader, Shape shape)
    {
        if (reader.ValueSpan.Length > MaxMemberName)
        {
            return null;
        }

        Span<char> name = stackalloc char[MaxMemberName];
        return shape.Find(name[..reader.CopyString(name)]);
    }
}
