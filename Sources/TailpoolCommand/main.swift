print("tailpool")
