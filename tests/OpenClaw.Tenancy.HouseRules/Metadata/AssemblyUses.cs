using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OpenClaw.Tenancy.HouseRules.Metadata;

/// <summary>Which type of an assembly uses which other of it: bases, attributes, signatures, locals and method bodies.</summary>
internal sealed class AssemblyUses : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _reader;

    internal AssemblyUses(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _reader = _file.GetMetadataReader();
    }

    /// <summary>Pairs of outermost types, each pair once, no type with itself.</summary>
    internal IReadOnlySet<TypeUse> TypeUses() => _reader.TypeDefinitions
        .SelectMany(type => UsedBy(type).Select(used => new TypeUse(NameOf(type), NameOf(used))))
        .Where(static use => use.User != use.Used)
        .ToHashSet();

    /// <summary>The method that makes each object of a type, as "Type.Method".</summary>
    internal IReadOnlySet<string> MakersOf(string typeName) => _reader.MethodDefinitions
        .Where(method => Tokens(method).Any(t => t.Code == OpCodes.Newobj && t.Token.Kind == HandleKind.MethodDefinition
            && FullName(_reader.GetMethodDefinition((MethodDefinitionHandle)t.Token).GetDeclaringType()) == typeName))
        .Select(method => _reader.GetMethodDefinition(method))
        .Select(method => $"{NameOf(method.GetDeclaringType())}.{_reader.GetString(method.Name)}")
        .ToHashSet();

    public void Dispose() => _file.Dispose();

    private IEnumerable<TypeDefinitionHandle> UsedBy(TypeDefinitionHandle handle)
    {
        var collector = new UseCollector(_reader);
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        collector.AddDeclaration(type);
        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            collector.AddMethod(method);
            if (Body(method) is { } body)
            {
                collector.AddBody(body);
                foreach ((_, EntityHandle token) in Tokens(method))
                {
                    collector.Add(token);
                }
            }
        }

        return collector.Found;
    }

    private IEnumerable<(OpCode Code, EntityHandle Token)> Tokens(MethodDefinitionHandle method) =>
        Body(method) is { } body ? IlTokens.In(body.GetILBytes() ?? []) : [];

    private MethodBodyBlock? Body(MethodDefinitionHandle method) =>
        _reader.GetMethodDefinition(method).RelativeVirtualAddress is int address and not 0 ? _file.GetMethodBody(address) : null;

    private string NameOf(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        while (type.IsNested)
        {
            type = _reader.GetTypeDefinition(type.GetDeclaringType());
        }

        return $"{_reader.GetString(type.Namespace)}.{_reader.GetString(type.Name)}";
    }

    // A nested type has no namespace of its own, and so never the name of an outermost one.
    private string FullName(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        return $"{_reader.GetString(type.Namespace)}.{_reader.GetString(type.Name)}";
    }
}
