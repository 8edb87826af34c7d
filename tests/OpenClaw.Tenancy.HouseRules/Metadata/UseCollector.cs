using System.Reflection.Metadata;

namespace OpenClaw.Tenancy.HouseRules.Metadata;

/// <summary>Follows metadata handles to the types of the same assembly behind them.</summary>
internal sealed class UseCollector(MetadataReader reader)
{
    private readonly DefinedTypes _types = new();

    internal IReadOnlySet<TypeDefinitionHandle> Found => _types.Found;

    internal void AddDeclaration(TypeDefinition type)
    {
        Add(type.BaseType);
        Add(type.GetInterfaceImplementations().Select(i => reader.GetInterfaceImplementation(i).Interface));
        Add(type.GetCustomAttributes());
        Add(type.GetGenericParameters());
        foreach (FieldDefinition field in type.GetFields().Select(reader.GetFieldDefinition))
        {
            field.DecodeSignature(_types, genericContext: false);
        }
    }

    internal void AddMethod(MethodDefinitionHandle handle)
    {
        MethodDefinition method = reader.GetMethodDefinition(handle);
        method.DecodeSignature(_types, genericContext: false);
        Add(method.GetCustomAttributes());
        Add(method.GetGenericParameters());
    }

    internal void AddBody(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_types, genericContext: false);
        }

        Add(body.ExceptionRegions.Select(static r => r.CatchType));
    }

    internal void Add(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition when !handle.IsNil:
                _types.Found.Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_types, genericContext: false);
                break;
            case HandleKind.MethodDefinition:
                _types.Found.Add(reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                _types.Found.Add(reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                AddReference(reader.GetMemberReference((MemberReferenceHandle)handle));
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification method = reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                Add(method.Method);
                method.DecodeSignature(_types, genericContext: false);
                break;
        }
    }

    private void AddReference(MemberReference member)
    {
        Add(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            member.DecodeMethodSignature(_types, genericContext: false);
        }
    }

    private void Add(IEnumerable<EntityHandle> handles)
    {
        foreach (EntityHandle handle in handles)
        {
            Add(handle);
        }
    }

    private void Add(CustomAttributeHandleCollection attributes) => Add(attributes.Select(a => reader.GetCustomAttribute(a).Constructor));

    private void Add(GenericParameterHandleCollection parameters) => Add(parameters
        .SelectMany(p => reader.GetGenericParameter(p).GetConstraints())
        .Select(c => reader.GetGenericParameterConstraint(c).Type));
}
